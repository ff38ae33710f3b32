"""The HTTP edge: JSON in, JSON out, errors as `{error: {code, message, details}}`."""
