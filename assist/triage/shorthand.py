"""How customers shorten common words when they type in a hurry, by language. Written by us; words, no rules."""

SHORTHAND = {
    "en": {
        "you": "u", "your": "ur", "are": "r", "please": "pls plz plss", "and": "n", "with": "w wit", "what": "wat wot", "when": "wen whn",
        "where": "wher", "the": "teh", "have": "hav", "because": "cos bc coz", "thanks": "thx tnx", "tomorrow": "2moro tmrw tmr",
        "today": "2day", "before": "b4", "week": "wk", "weeks": "wks", "hours": "hrs", "hour": "hr", "minutes": "mins", "months": "mths mnths",
        "money": "mony", "back": "bak bck", "said": "sed", "says": "ses", "want": "wnt wnat", "someone": "sum1", "anyone": "any1",
        "phone": "fone", "people": "ppl", "message": "msg", "about": "abt", "can": "cn", "through": "thru", "wrong": "rong wrng",
        "still": "stil", "just": "jst", "not": "nt", "how": "hw", "will": "wil", "love": "luv", "something": "smth smthing",
        "great": "gr8", "later": "l8r", "should": "shud shld", "could": "cud cld", "would": "wud wld", "number": "nmbr", "delivery": "del",
        "address": "addy", "account": "acct acc", "order": "ordr", "quantity": "qty", "refund": "rfnd", "information": "info",
    },
    "es": {
        "que": "q k", "por": "x", "porque": "xq pq", "también": "tb tmb tbn", "para": "xa pa", "por favor": "xfa xfavor porfa",
        "de": "d", "del": "dl", "me": "m", "quiero": "kiero qiero", "cuando": "cndo qndo kuando", "estoy": "toy", "está": "sta",
        "aquí": "aki", "donde": "dnd dond", "mensaje": "msj", "gracias": "grax grcias", "bien": "bn", "con": "cn", "tengo": "tngo",
        "desde": "dsd", "mucho": "mxo", "hasta": "asta", "quien": "kien", "nada": "nda", "pedido": "pdido", "envío": "nvio",
    },
}  # fmt: skip
"""The word in full, and its short forms."""

IN_FULL = {
    locale: {short: word for word, shorts in words.items() for short in shorts.split()}
    for locale, words in SHORTHAND.items()
}
"""The short form, and its word."""
