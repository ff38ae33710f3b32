"""Sentences in the style of real policies, written by us and labelled by hand: each fact once, nothing else."""

import pytest

from assist import atoms

# kind:value, in order; `|` parts them, `/` the rate
LABELLED = (
    ("You may return any unworn item within 30 days of delivery.", "duration:30 day"),
    ("Refunds are issued within thirty (30) days of the invoice date.", "duration:30 day"),
    ("The initial term is one (1) year and renews every year.", "duration:1 year"),
    ("We credit your account within two to three business days.", "duration:2-3 working day"),
    ("Allow 7–10 calendar days for the transfer.", "duration:7-10 day"),
    ("Delivery takes between 3 and 5 working days.", "duration:3-5 working day"),
    ("Your data is kept for a fortnight, then deleted.", "duration:2 week"),
    ("Support answers in half an hour on weekdays.", "duration:0.5 hour"),
    ("We reply within 24 hours, at weekends within 48 hrs.", "duration:24 hour|duration:48 hour"),
    ("Cancel during the first 30 days and pay nothing.", "duration:30 day"),
    ("The trial lasts a week; the archive a month.", "duration:1 week|duration:1 month"),
    ("A 12-month warranty covers the motor.", "duration:12 month"),
    ("If you miss five or more days, tell us.", "duration:5 day"),
    ("Accounts unused for _up to two years_ are closed.", "duration:2 year"),
    ("You must be 16 years of age or older.", "duration:16 year"),
    ("Oil the hinges twice a week.", ""),
    ("Downtime of several hours in a day earns a credit.", ""),
    ("Plans start at $10 per user per month.", "money:10 USD/user month"),
    ("The premium plan is 9,99 €/mes.", "money:9.99 EUR/mes"),
    ("Storage costs £5 a month, billed yearly.", "money:5 GBP/month"),
    ("Express delivery costs EUR 12.90, standard 5.95 EUR.", "money:12.9 EUR|money:5.95 EUR"),
    ("Invoices above EUR 1,234.50 need a signature.", "money:1234.5 EUR"),
    ("Por encima de 1.234,50 € pedimos una firma.", "money:1234.5 EUR"),
    ("Our liability is limited to five hundred dollars ($500).", "money:500 USD|money:500 USD"),
    ("A handling fee of 5-10 EUR applies.", "money:5-10 EUR"),
    ("A deposit of €5 to €10 applies.", "money:5-10 EUR"),
    ("Se cobra entre 5 y 10 € por el cambio.", "money:5-10 EUR"),
    ("Gift cards hold from 25 to 100 EUR.", "money:25-100 EUR"),
    ("Sponsors match up to $5,000 USD in total.", "money:5000 USD"),
    ("Damages are capped at $5 million.", "money:5 million USD"),
    ("You get 10 % more as store credit.", "percent:10"),
    ("Between 10 % and 20 % of parcels arrive a day early.", "percent:10-20|duration:1 day"),
    ("Take 15-20% off outlet items.", "percent:15-20"),
    ("We keep fifteen per cent of the deposit.", "percent:15"),
    ("We guarantee 99.95% uptime.", "percent:99.95"),
    ("Late cancellations cost half the price.", "percent:50"),
    ("Te devolvemos la mitad del precio.", "percent:50"),
    ("Last updated: January 19, 2021", "date:2021-01-19"),
    ("These terms apply from February 7th 2024.", "date:2024-02-07"),
    ("Valid until 31/01/2027.", "date:2027-01-31"),
    ("Effective 12/31/2026 in the United States.", "date:2026-12-31"),
    ("Vigente desde el 19 de enero de 2021.", "date:2021-01-19"),
    ("Desde el 1 de noviembre del 2026 hay otro plazo.", "date:2026-11-01"),
    ("Abrimos el primero de mayo.", "date:0000-05-01"),
    ("Orders from 1 Nov are gifts.", "date:0000-11-01"),
    ("Closed from 18 to 27 November 2026.", "date:2026-11-18|date:2026-11-27"),
    ("Del 1 de noviembre al 24 de diciembre de 2026.", "date:2026-11-01|date:2026-12-24"),
    ("Last updated: December 2025", "month:2025-12"),
    ("We pick orders until 13:00 and again at 9:30 pm.", "time:13:00|time:21:30"),
    ("Lines open at 9 a.m. every day.", "time:09:00"),
    ("Send us two photos of the damage.", "count:2 photo"),
    ("Envíanos 2 fotos del daño.", "count:2 photo"),
    ("You may order three free samples per order.", "count:3 sample/order"),
    ("Each customer may make 2 free exchanges per year.", "count:2 exchange/year"),
    ("The carrier makes two or three attempts.", "count:3 attempt"),
    ("Parcels may weigh up to 31.5 kg.", "count:31.5 kg"),
    ("La bolsa pesa treinta y un kilos.", "count:31 kg"),
    ("Wash at thirty degrees.", "count:30 degree"),
    ("One of our users wrote this.", ""),
    ("Call (415) 555-0123 or +34 612 345 678.", "phone:4155550123|phone:+34612345678"),
    ("Write to help@shop.example or see www.shop.example/returns.", "email:help@shop.example|link:www.shop.example/returns"),
    ("Quote the number NF-20288 in your message.", "id:NF-20288"),
    ("Section 12 applies to sizes above 46.", "number:12|number:46"),
    ("Fewer than 700 million people see it.", "number:700 million"),
    ("Refused within catorce días naturales.", "duration:14 day"),
    ("El reembolso tarda 5 días hábiles, o una semana en agosto.", "duration:5 working day|duration:1 week"),
    ("We store it for 1.5 years.", "duration:1.5 year"),
    ("Size 2 may be too small; write by 2 May.", "number:2|date:0000-05-02"),
    ("Order 20288 - 30 EUR was paid.", "number:20288|money:30 EUR"),
    ("The cookie AMCV_7F000101%40Org lives forever.", ""),
)  # fmt: skip


def labels(text: str) -> str:
    return "|".join(
        f"{atom.kind.value}:{atom.value}{f'/{atom.per}' if atom.per else ''}" for atom in atoms.extract(text)
    )


@pytest.mark.parametrize(("sentence", "expected"), LABELLED, ids=[sentence for sentence, _ in LABELLED])
def test_a_policy_sentence_states_exactly_its_facts(sentence, expected):
    assert labels(sentence) == expected
