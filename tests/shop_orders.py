"""Shopify orders as the shop sends them, written for the tests: one REST webhook, one GraphQL answer."""

from copy import deepcopy
from typing import Any

_REST: dict[str, Any] = {
    "id": 5501,
    "name": "#20288",
    "order_number": 20288,
    "email": "ana@example.org",
    "phone": None,
    "created_at": "2026-11-09T20:20:00+01:00",
    "processed_at": "2026-11-09T20:20:05+01:00",
    "updated_at": "2026-11-16T09:12:00+01:00",
    "cancelled_at": None,
    "currency": "EUR",
    "presentment_currency": "EUR",
    "taxes_included": True,
    "test": False,
    "tags": "newsletter, Gift wrap",
    "note": "Please ring twice",
    "note_attributes": [{"name": "Gift number", "value": "G-77"}],
    "financial_status": "paid",
    "fulfillment_status": "partial",
    "payment_gateway_names": ["card"],
    "total_line_items_price": "200.00",
    "total_discounts": "20.00",
    "total_price": "180.00",
    "total_shipping_price_set": {"shop_money": {"amount": "0.00", "currency_code": "EUR"}},
    "discount_codes": [{"code": "AUTUMN", "amount": "20.00", "type": "fixed_amount"}],
    "customer": {"id": 9, "email": "ana@example.org", "orders_count": 1, "accepts_marketing": True},
    "shipping_address": {
        "name": "Ana Ruiz", "address1": "Rúa do Sol 3", "city": "Vigo", "zip": "36201",
        "province": "Pontevedra", "province_code": "PO", "country": "Spain", "country_code": "ES",
    },
    "shipping_lines": [{"title": "Express", "price": "0.00"}],
    "line_items": [
        {
            "id": 71, "sku": "HAT-1", "title": "Lom Hat", "variant_title": "One size", "quantity": 1, "price": "40.00",
            "product_type": "Outlet", "requires_shipping": True, "properties": [],
            "discount_allocations": [{"amount": "4.00", "discount_application_index": 0}],
        },
        {
            "id": 72, "sku": "SKARN-M", "title": "Skarn Shell Jacket", "variant_title": "M", "quantity": 2,
            "price": "80.00", "product_type": "Jackets", "requires_shipping": True,
            "properties": [{"name": "Embroidery", "value": "ANA"}],
            "discount_allocations": [{"amount": "16.00", "discount_application_index": 0}],
        },
    ],
    "fulfillments": [
        {
            "id": 801, "status": "success", "shipment_status": "in_transit", "created_at": "2026-11-13T16:40:00Z",
            "updated_at": "2026-11-16T08:12:00Z", "tracking_company": "GLS", "tracking_number": "60110977",
            "line_items": [{"id": 72, "quantity": 2}],
        },
        {"id": 802, "status": "cancelled", "created_at": "2026-11-12T10:00:00Z", "line_items": [{"id": 71}]},
    ],
    "refunds": [],
    "line_items_extra": "unknown keys are the shop's own affair",
}  # fmt: skip

_GRAPHQL: dict[str, Any] = {
    "id": "gid://shopify/Order/5501",
    "name": "NF-20288",
    "email": "ana@example.org",
    "createdAt": "2026-11-09T19:20:00Z",
    "processedAt": "2026-11-09T19:20:05Z",
    "updatedAt": "2026-11-16T08:12:00Z",
    "cancelledAt": None,
    "currencyCode": "EUR",
    "presentmentCurrencyCode": "EUR",
    "taxesIncluded": True,
    "test": False,
    "tags": ["newsletter"],
    "displayFinancialStatus": "PARTIALLY_REFUNDED",
    "displayFulfillmentStatus": "FULFILLED",
    "discountCodes": ["AUTUMN"],
    "totalPriceSet": {"shopMoney": {"amount": "36.0", "currencyCode": "EUR"}},
    "customer": {"numberOfOrders": "3"},
    "shippingAddress": {"address1": "1 High St", "city": "Belfast", "countryCodeV2": "GB", "provinceCode": "NIR"},
    "shippingLine": {"title": "Standard"},
    "lineItems": {
        "edges": [
            {
                "node": {
                    "id": "gid://shopify/LineItem/71", "sku": "HAT-1", "title": "Lom Hat", "variantTitle": "One size",
                    "quantity": 1,
                    "originalUnitPriceSet": {"shopMoney": {"amount": "40.0", "currencyCode": "EUR"}},
                    "discountAllocations": [
                        {"allocatedAmountSet": {"shopMoney": {"amount": "4.0", "currencyCode": "EUR"}}}
                    ],
                    "product": {"productType": "Hats", "tags": ["outlet"]},
                }
            }
        ]
    },
    "fulfillments": [
        {
            "id": "gid://shopify/Fulfillment/801", "status": "SUCCESS", "displayStatus": "DELIVERED",
            "createdAt": "2026-11-10T10:00:00Z", "inTransitAt": "2026-11-11T10:00:00Z",
            "deliveredAt": "2026-11-12T11:03:00Z", "trackingInfo": [{"company": "GLS", "number": "60110233"}],
            "fulfillmentLineItems": {"nodes": [{"lineItem": {"id": "gid://shopify/LineItem/71"}, "quantity": 1}]},
        }
    ],
    "refunds": [
        {
            "id": "gid://shopify/Refund/1", "createdAt": "2026-11-19T09:00:00Z",
            "totalRefundedSet": {"shopMoney": {"amount": "31.05", "currencyCode": "EUR"}},
            "refundLineItems": {"nodes": [{"lineItem": {"id": "gid://shopify/LineItem/71"}, "quantity": 1}]},
        }
    ],
    "returns": {
        "nodes": [
            {
                "id": "gid://shopify/Return/4", "status": "CLOSED", "createdAt": "2026-11-18T09:00:00Z",
                "returnLineItems": {
                    "nodes": [{"fulfillmentLineItem": {"lineItem": {"id": "gid://shopify/LineItem/71"}}}]
                },
            }
        ]
    },
}  # fmt: skip


def rest(**changes: Any) -> dict[str, Any]:
    """Return the webhook order, with fields changed."""
    return {**deepcopy(_REST), **changes}


def graphql(**changes: Any) -> dict[str, Any]:
    """Return the GraphQL order, with fields changed."""
    return {**deepcopy(_GRAPHQL), **changes}
