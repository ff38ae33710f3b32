"""The words shops use around their numbers, English and Spanish: what `assist.lint.meanings` looks for."""

import re

_WORDS = {
    "return": r"\breturn(?:s|ed|ing|able)?\b(?! (?:label|carriage|postage|shipping|is |has |arriv|reach|land))"
    r"|\b(?:send|sent|bring|pop|post|give|take|ship|come|go|mail)\w* (?:\w+ ){0,3}?back\b|\bchange your mind"
    r"|\bdevol\w+|\bdevuel\w+",
    "arrived": r"\bdeliver|\breceipt\b|\breceiv|\barriv|\bgetting\b|\bpurchas|\border|\bbought\b"
    r"|\bhave it\b|\bentrega|\brecib|\bllega|\bcompra|\bgot (?:it|your)",
    "refund": r"\brefund|\bpa(?:y|id) you back|\bmoney\b|\breimburs|\breembols|\bdevolvemos|\breturn\w* arriv",
    "payout": r"\b(?:issu|process)\w*|\bpay\b|\bpaid\b|\bback (?:at|with|in) (?:us|our)"
    r"|\b(?:reach|land|arriv|receiv|got|get)\w* (?:\w+ ){0,4}?(?:us\b|our\b|return|back\b|depot|warehouse)"
    r"|\b(?:return|goods|parcel|item)s? (?:\w+ ){0,2}?(?:reach|land|arriv)|\brecibir"
    r"|\bwe (?:send|refund|pay|make|start)|\brefund (?:you )?within|\bllega",
    "bank": r"\bbanks?\b|\bbanco|\bcard issuer|\bcard provider|\bstatement\b",
    "label": r"\blabels?\b|\breturn (?:carriage|postage|shipping|cost|fee)"
    r"|\b(?:cost|price|charge)s? (?:of|for) (?:the )?return|\bretiqueta|\betiqueta"
    r"|\bpostage for (?:the|your) return",
    "exchange": r"\bexchang|\bswap|\bcambios?\b|\bcambiar",
    "further": r"\bsecond\b|\bfurther\b|\bevery\b|\bsubsequent|\badditional|\bany more\b|\bfrom then on"
    r"|\bsegund|\bsiguiente|\bposterior|\banother one",
    "shipping": r"\bship|\bdeliver(?:y|ies|ed|ing)?\b|\bpostage\b|\bdispatch|\bparcel|\benv[ií]|\bentrega"
    r"|\bportes\b|\brates?\b|\bstandard\b",
    "free": r"\bfree\b|\bgratis\b|\bgratuit|\bno charge|\bon us\b|\bon the house|\bcosts? nothing|\bno cost",
    "express": r"\bexpress|\bnext[- ](?:working[- ]|business[- ])?day|\bexprés|\bpriority\b|\b24[- ]?h\b"
    r"|\bovernight",
    "takes": r"\btakes?\b|\ballow\b|\bwithin\b|\busually|\breach|\barriv|\bin \d|\bestimat|\btarda"
    r"|\bgets? to you|\bsuele|\b(?:to|and|-|–|y) \d|\bwhen\b|\bhow (?:long|fast)",
    "trace": r"\btrac(?:e|es|ing)\b|\binvestigat|\b[ei]nquir|\bchas(?:e|es|ing)\b|\bsearch"
    r"|\blook(?:s|ing)? into|\bstep(?:s|ping)? in|\b(?:rais|open)\w* (?:a |an )?(?:case|claim|ticket|file)"
    r"|\b(?:contact|ask|call|query|speak to|talk to)\w* (?:it with )?(?:the|our) (?:carrier|courier)"
    r"|\bincidencia|\btake it up|\bfollow it up|\bget on to",
    "scan": r"\bscan|\btrack|\bmov(?:e|ed|es|ing|ement)|\bactivity|\bupdat|\bprogress|\bescane|\bmovimiento"
    r"|\bstuck|\bquiet|\bdelayed|\bstill nothing|\bnothing happens|\bstands still|\bno news|\bsilent|\bevent",
    "lost": r"\blost\b|\bgone missing|\bperdid|\bmissing in (?:transit|the post)|\bdisappear"
    r"|\bsend (?:everything|it|a new one) again",
    "write": r"\bwrit\w*\b(?! to us)|\bupdate you|\bget back to|\bback in touch|\bin touch\b|\blet you know|\bhear from us"
    r"|\bcontact you|\bemail you|\be-mail you|\bvolvemos|\bescrib|\btell you|\breport back",
    "searching": r"\btrace|\binvestigat|\b[ei]nquiry|\bsearch|\bcarrier|\bcourier|\bincidencia|\bscan|\btrack",
    "claimed": r"\bdelivered\b|\bdrop(?:-| )?off spot|\bsafe[- ]place|\bneighbou?r|\bdriver|\bgps\b"
    r"|\blugar seguro|\bentregado",
    "check": r"\bcheck|\bask|\blook|\bcomprob|\bfind out|\bverif|\bclear (?:it|this) up|\btakes?\b",
    "damage": r"\bdamag|\bbroke|\bfault|\bdefect|\bwrong|\bmissing item|\bitems? (?:is|are) missing"
    r"|\bshortage|\bincomplete|\bleak|\bin pieces|\bsmash|\bcrack|\bshatter|\bbash|\bscratch|\bdañad"
    r"|\brot[oa]s?\b|\bequivocad|\bdent",
    "report": r"\btell|\btold\b|\breport|\bnotif|\bline\b|\blet us know|\bcontact|\bwrite|\bsend us"
    r"|\bshow us|\bavís|\bin touch|\be-?mail us|\bget hold of us|\binform|\bclaim|\bphoto|\bpicture",
    "cheaper": r"\bpric(?:e|es) (?:\w+ ){0,2}?(?:drop|fall|goes down|go down|comes down|cut|reduc|lower)"
    r"|\bcheaper|\blower(?:s|ed)? (?:the|our|its|a) price|\breduc\w+ (?:the|our|its|a) price"
    r"|\bprice (?:drop|match|adjust|protect|promise)|\bdropped\b|\bbaja\w* (?:de|el) precio|\bbajado|\bmarked down|\bprice difference",
    "warranty": r"\bwarrant|\bguarantee|\bgarant|\blaw\b|\blegal|\bley\b|\bstatut",
    "brand": r"\bseams?\b|\bzips?\b|\bcostura|\bcremallera|\bour own\b|\bwaterproof",
    "member": r"\bmember|\bclub\b|\bsummit|\bloyalty|\bvip\b|\bsoci[oa]s?\b|\binsider",
    "outlet": r"\boutlet|\bsale\b|\bclearance|\breduced (?:items?|goods)|\bdiscounted|\brebaja"
    r"|\blast[- ]chance|\bseconds\b",
    "dated": r"\bchristmas|\bnavidad|\bholiday season|\bblack (?:week|friday)|\bdecember|\bdiciembre"
    r"|\bjanuary|\benero|\bnovember",
    "other-window": r"\bgift|\bregalo|\blegal|\brights\b|\bcomfort|\bboots?\b|\bbotas\b|\bpatch[- ]test|\bwithdraw"
    r"|\bcooling[- ]off|\bdesisti|\bstatut|\bby law\b|\breject|\btrial\b|\bmattress|\bpre-?order|\bin store\b",
    "change": r"\bchang(?!e your mind)|\bamend|\bedit|\bcancel|\bmodif|\bcambiar|\bcorrect",
    "order": r"\border|\baddress|\bit\b|\bpedido|\bcheckout|\bplaced",
    "approve": r"\blevel [12]\b|\bsupervisor|\bmanager|\bteam lead|\bsign(?:s|ed|ing)? (?:it |this )?off"
    r"|\bapprov|\bsenior|\bwithout asking|\bescalat|\bown authority|\bhead of|\bby (?:yourself|themselves)"
    r"|\bon (?:your|their) own",
    "replace": r"\breplac|\bdamag|\bbroke|\bfault|\bleak|\brepos",
    "unreceived": r"\bnot received|\bnever (?:arriv|came)|\bmissing (?:parcel|delivery)"
    r"|\bparcel (?:that is |which is )?missing|\bdelivered\b|\bnon-?receipt",
    "keep": r"\bkeep\b|\bno return|\bneed not|\b(?:do not|don['’]t) (?:need|have) to|\bwithout sending"
    r"|\bnot want (?:it|the item) back",
    "credit": r"\bstore credit|\bvoucher|\bcredit note|\bsaldo",
    "subscription": r"\bsubscri|\brenewal|\bsuscrip",
    "pick": r"\bpick|\bpack|\bprepar|\bsame day|\bdispatched\b|\bleave our",
    "again": r"\bmore\b|\bfurther\b|\btelling us|\btold us|\bapprov|\brequest|\bask(?:ed|ing)? for|\bregister"
    r"|\b(?:receiv\w*|getting|printing|recibir) (?:\w+ )?(?:label|etiqueta)|\bafter you",
    "hand-over": r"\bsend\b|\bsent\b|\bpost\b|\bposted\b|\bhand (?:\w+ ){0,3}?(?:in|over)\b|\bship\b|\bmanda|\bentrega el"
    r"|\bdrop\w* (?:it )?off",
    "runs": r"\bruns? |\bcounts?\b|\bstarts?\b|\bcuentan?\b",
    "reply": r"\b(?:answer|reply|replies|respond|response)\b",
    "gift": r"\bfree gift",
    "deduct": r"\bdeduct|\bkeep\w* (?:the|back)|\bcost|\bcharge",
    "patch": r"\bpatch[- ]test|\bfirst purchase",
    "comfort": r"\bcomfort|\bworn or not|\bbot(?:as|s)\b|\bboots\b",
    "kept-for-you": r"\bpick-?up point|\bparcel shop|\blocker|\bcollect\b|\bheld\b|\bpunto de recogida",
    "gift-card": r"\bgift cards?|\btarjetas? regalo",
    "expires": r"\bvalid|\bexpir|\bcaduc",
    "had": r"\byou(?: \w+)?(?:['’]ve| have| get)\b|\btienes",
    "early": r"\bearly|\bearlier",
    "once": r"\bonce\b|\bone .{0,30}\bper\b|\buna vez",
    "skip": r"\bskip|\bcancel|\bchange|\bpause",
}  # fmt: skip
WORDS = {word: re.compile(pattern, re.I) for word, pattern in _WORDS.items()}
"""Tried without regard to case; a word is found where its pattern is."""
