"""A Shopify order as it comes, REST or GraphQL, becomes our order facts. Nothing is inferred that the shop did not say."""
