"""Messages we begin: a promise due, a delay the customer has not asked about, a confirmation, a closed matter."""
