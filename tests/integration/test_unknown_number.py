"""An order number that is none of a verified customer's: asked about beside their own orders, and never told apart from a foreign one."""

from assist import pipeline
from assist.bootstrap import Services
from assist.domain.orders import Order
from assist.domain.suggestion import SuggestRequest
from assist.pipeline import Context
from tests.brands import item, norrfell

FOREIGN = norrfell().order("2026-11-10 10:00", number="NF-77777", email="somebody@example.com")


def asked(services: Services, context: Context, said: str, *, verified: bool, stored: tuple[Order, ...] = ()) -> str:
    own = norrfell().order("2026-11-10 10:00", number="NF-20288", items=(item("li-1", "Lom Fleece"),))
    request = SuggestRequest.model_validate(
        {
            "client_id": "norrfell",
            "channel": "chat",
            "messages": [{"text": said}],
            "customer": {"id": "c-1", "email": "ana@example.com", "verified": verified},
            "orders": [own.model_copy(update={"email": "ana@example.com"})],
        }
    )
    given = type(context)(**{**vars(context), "stored_orders": stored})
    return str(getattr(pipeline.suggest(services.version("norrfell"), request, given).reply, "text", ""))


def test_a_foreign_number_is_answered_as_an_unknown_one(services: Services, context: Context) -> None:
    foreign = asked(services, context, "Where is my order NF-77777?", verified=False, stored=(FOREIGN,))
    unknown = asked(services, context, "Where is my order NF-77777?", verified=False)

    assert foreign == unknown != ""


def test_a_verified_customer_is_asked_beside_their_own_orders(services: Services, context: Context) -> None:
    said = asked(services, context, "Where is my order NF-77777?", verified=True)

    assert "NF-20288 (Lom Fleece)" in said
    assert "77777" not in said
