"""Words of people whom a product hurt: skin, eyes, breath, wounds, shocks, fire. English and Spanish.

Not meant: what someone asks before buying ("is it safe?", "I'm allergic to nuts"), and a shoe that pinches.
Every pattern reads text as `flags.plain` leaves it: small letters, no accents, straight quotes, single spaces.
"""

_WHOSE = r"(?:my|his|her|our|their|the baby'?s?|\w+'s|both)"
_SKIN = (
    r"(?:skin|face|cheeks?|eyes?|eyelids?|lips?|mouth|tongue|throat|scalp|neck|hands?|fingers?|arms?|legs?|chest|forehead|nose|ears?|"
    r"armpits?|chin|back|tummy|belly|foot|wrist|ankle|thumb|gums?)"
)
_LIMB = (
    r"(?:wrist|ankle|arm|leg|ribs?|finger|hand|foot|back|knee|hip|shoulder|tooth|teeth|nose|collarbone|toe|chin|lip|head|face|forehead|thumb|"
    r"eye|skin|palm|elbow|ear|cheek)"
)
_STATE = (
    r"(?:swol+e?n|swell(?:s|ed|ing)?|swole|puff(?:ed|y|ing)|burn(?:s|t|ed|ing)?|itch(?:es|y|ed|ing)?|raw|peel(?:ed|ing|s)?|blister\w*|sting(?:s|ing)?|"
    r"stung|tingl\w+|numb|bleed(?:s|ing)?|bled|inflamed|irritated|infected|on fire|streaming|water(?:ing|y)|flar(?:ed|ing)|bright red|all red|"
    r"red and|red raw|gone red|turned red|went red|so red|beet ?red|painful|sore|tight|closing (?:up)?|scarred|scaly|cracked|bruised|burst)"
)
_LINK = r"(?:(?:'s|is|are|was|were|feels?|felt|got|gets|went|goes|has|have|had|came|come|came up|been|started|starting|keeps?|began|turned|become|became|looks?|won'?t|all|so|now|really|very|badly|up|completely|still|just|to|like|it'?s|and|both|hurts?|been|stop|shut|out|off|in|which|touched|mine|being|\w+ly) ){0,6}"
_SYMPTOM = (
    r"(?:rash(?:es)?\b(?! (?:guard|vest|decision))|hives\b(?! of)|welts|blisters?|swelling|chemical burns?|burns?\b(?! time)|reaction|infection|electric(?:al)? shock|"
    r"eczema|dermatitis|inflammation|irritation|acne|cysts|sores|migraine|nosebleed|bruis(?:e|es|ing)|concussion|scars?|allerg(?:y|ies|ic reaction))"
)
_CAUSE = r"(?:after|since(?! i'?ll| i will)|from|because|when i|once i|as soon as|due to|thanks to|caused by|using|used|wearing|wore|applied|applying|put on|putting|touched|your \w+)"
_FAILED = (
    r"(?:snapped|came (?:off|loose|undone|apart)|gave way|broke off|broke|collapsed|fell (?:off|apart)|failed|exploded|shattered|split|tore|burst|loose|"
    r"sharp|needle|glass|strap|sole|handle|ladder|chair|zip|blade|buckle|slipp(?:ed|ery)|hinge|because)"
)

HEALTH_SAFETY = (
    rf"(?:gave|given|giving|left|leaves|causing|caused|got|getting|developed|developing|came out|come out|coming out|broke out|break(?:ing)? out|broken out|covered|came up|come up|coming up|erupted|ended up|suffered|suffering) (?:me |him |her |us |my \w+ |in |with |from |an? |some |this |these |the |really |nasty |terrible |horrible |bad |awful |severe |strong |huge |massive |red |itchy |painful |angry |burning |second degree |\w+ ){{0,5}}{_SYMPTOM}",
    rf"(?:have|has|had|got) (?:an? |this |some |these |the )?(?:really |very )?(?:nasty|terrible|horrible|bad|awful|severe|strong|huge|massive|red|itchy|painful|angry|burning|burning|mild|serious|skin|full|anaphylactic|allergic|weird|big|slight) (?:\w+ )?{_SYMPTOM}",
    rf"{_WHOSE} (?:\w+ ){{0,2}}?(?<!smoke )(?<!cat )(?<!green ){_SKIN}(?:,)? {_LINK}{_STATE}\b",
    rf"{_SKIN} (?:\w+ ){{0,3}}(?:swol+e?n|swelled|puffy|burning|burn(?:t|ed)|blister\w*|peeling|itch\w*|stinging|bleeding|inflamed|irritated|numb|raw|bright red|on fire)(?: \w+){{0,4}} (?:after|since|from|because)\b",
    rf"{_WHOSE} (?:\w+ )?{_SKIN} (?:is|was|got|gets|has been) (?:\w+ )?(?:burn\w*|destroyed|ruined|damaged|injured|wrecked)|(?:swollen|puffy|burning|bleeding|inflamed|peeling|blistered|irritated|stinging|burnt|burned) (?:\w+ )?{_SKIN}\b(?! (?:care|cream))(?! (?:colour|color|balm))",
    r"(?:gave|given|left|giving) (?:me|him|her|us|my \w+) (?:with )?(?:an? |some )?(?:\w+ ){1,4}(?:on|over|all over|round|around) (?:my|his|her|the) \w+.{0,30}\bi?t?ch(?:y|ing|es|ed)\b",
    r"(?:itchy|red|painful|angry|sore|burning) (?:\w+ )?(?:spots|bumps|patches|marks|lumps|welts|blotches|rash)|(?:came|come|coming|broke|broken|break(?:ing)?|came up) (?:up |out )?in (?:\w+ ){0,3}(?:spots|bumps|hives|lumps|blotches|welts|rash|patches|cysts|pimples|blisters)",
    rf"(?:rash|hives|spots|blisters|bumps|redness|swelling|welts|burns|itching) (?:\w+ ){{0,3}}(?:on|over|all over|everywhere|across|around) (?:\w+ )?(?:(?:my|his|her|the) )?(?:{_SKIN}|body|where)",
    rf"(?:burn(?:t|ed|s)|burning|cut|cuts|injured|scalded|scratched|pierced|stabbed|stung|blinded|bruised|sliced|gashed|ripped|crushed|pinched|trapped|shredded|skinned) (?:open )?(?:my|his|her|our|the baby'?s?|\w+'s|mine)(?: \w+)? (?:{_LIMB}|{_SKIN})s?\b",
    r"(?:burn(?:t|ed|s)|injured|poisoned|scalded|electrocuted|bit|stabbed|hurt|zapped|harmed) (?:me|him|her|us|my (?:son|daughter|kid|kids|child|children|baby|husband|wife|partner|dog|cat|mother|mum|mom|girl|boy|toddler|boyfriend|girlfriend))\b|(?:hurt|cut|burn(?:t|ed)?|injured|scalded|impaled) (?:myself|himself|herself|themselves) (?:on|with|because|when|badly|while|opening|using)",
    rf"(?:(?:broke|broken|fractured|sprained|twisted|dislocated|injured|hurt|cut|bruised|chipped|cracked|smashed|banged|knocked) (?:my|his|her|a|an|two|three)|bruised) {_LIMB}.{{0,80}}{_FAILED}|{_FAILED}.{{0,80}}(?:(?:broke|broken|fractured|sprained|twisted|dislocated|injured|hurt|cut|bruised|chipped|cracked|smashed|banged|knocked) (?:my|his|her|a|an|two|three)|bruised) {_LIMB}|(?:snapped|came off|collapsed|gave way|broke|slipped|came loose|fell apart)\b.{{0,40}}\b(?:i|he|she|we) fell\b",
    rf"(?:(?:had to|ended up|end up|end(?:ed)? in|went|rushed|taken|took|take|admitted|brought|are|were|sent|drove|straight|visit|trip|night|spent) (?:\w+ ){{0,4}}(?:to |at |in |into )?(?:the )?(?:a ?& ?e|er|emergency|hospital|casualty|urgent care)\b.{{0,120}}{_CAUSE})|{_CAUSE}.{{0,120}}(?:a ?& ?e\b|hospital\b(?! (?:reception|ward))|emergency room|casualty|urgent care|ambulance|paramedic)|(?:swallowed|burn\w*|reaction|cut|choked|poison\w*|fell)\b.{{0,60}}\b(?:hospital|a ?& ?e|emergency room|ambulance|stitches)",
    r"needed (?:\w+ )?(?:stitches|surgery|an? (?:ambulance|operation|epipen)|medical|hospital|a doctor|steroids|antihistamines?)|(?:a ?& ?e|emergency room|\ber\b|hospital) (?:after|because|since|from|with (?:an?|burns|my))|medical (?:attention|treatment|help)|poison (?:control|centre|center)",
    r"(?:doctor|gp|dermatologist|pharmacist|nurse|midwife|hospital|paramedics?|vet)s? (?:says?|said|told|thinks?|confirmed|diagnosed|prescribed|gave|blames?) .{0,80}(?:burn|allerg|react|rash|irritat|dermatitis|infect|stop using|caused|(?:from|because of) (?:your|the|this))",
    r"(?:caught|catch(?:es)?|catching|set|went up in|burst into|in|up in) (?:on )?(?:fire|flames)\b|(?:was|is|were|almost|nearly|clothes|kitchen|tent|it'?s|feels? like it'?s|literally) on fire\b|set (?:fire to|alight)|exploded\b(?! view)|\bblew up\b|explod(?:es|ing) (?:in|while|when)",
    r"smoke (?:came|coming|comes|poured|pouring|started|from|out)|(?:start(?:ed|s)?|began|is|was) (?:to )?smok(?:e|ing)\b|sparks? (?:flew|came|coming|fly|flying|shot|everywhere)|(?:sparked|sparking)|(?:plug|socket|battery|charger|cable|lamp|heater|it) (?:has |had |is |was )?(?:melted|overheat\w*|burn(?:t|ed))\b|carbon monoxide|gas leak",
    r"electric(?:al)? shock|(?<!will i be )(?<!will i get )electrocut\w+|(?:gave|gives|got|get|getting|had) (?:me |him |her |us |my \w+ )?an? (?:\w+ )?(?:shock|zap)\b(?! of| when i saw| absorb)",
    r"(?:found|was|were|is|there'?s) (?:an? |some |the |broken |tiny |rusty |sharp |pieces? of |bits? of |shards? of ){0,3}(?:needle|pins?|shards?|razor|blade|glass|metal|splinters?|staples?|screw) (?:\w+ )?(?:in|inside|sticking|left in|went into) (?:my|the|it|his|her|a)\b|glass in (?:the|my) (?:cream|jar|balm|serum|food|pot|scrub)|needle in",
    r"(?:(?:he|she|son|daughter|baby|toddler|child|kid|dog|cat|boy|girl|i|we|they)(?:'s|'ve| has| have| had)? (?:\w+ )?(?:swallowed|choked)|choked on|choking on|stuck in (?:his|her|my) throat|inhaled|^swallowed)(?! (?:the )?(?:price|pride|my card|his pride|her pride|my pride|my words|my (?:credit|debit|bank) card|the (?:card|cost)))",
    r"anaphyla\w+|epi-?pen|adrenaline (?:shot|injection)|(?<!in case of )(?<!in case of an )(?<!in case of a )(?<!avoid )(?<!risk of )(?<!cause an )al+ergic (?:reaction|to (?:something|sth|an ingredient|one of|your|it\b|the (?:serum|cream|balm|mist|oil|toner|lotion|mask|cleanser|fabric|dye|glue|perfume|latex|wool in)))|reac+ion alerg|allergic (?:he|she|i) (?:says?|think)|(?:had|having|got|suffered) (?:an? )?allerg(?:y|ic)",
    r"(?:had|having|have had|got|suffered|suffering|is|was|such|this) (?:an? )?(?:\w+ ){0,2}reaction\b(?! time)|reacted (?:\w+ )?(?:to|after|badly|horribly|terribly)|(?:skin|bad|severe|strong|nasty|horrible) reaction|(?:is|has been|'s) reacting|reaction (?:to (?:the|your|it)|after|from|since)",
    r"(?:can'?t|cannot|can not|couldn'?t|could not|can barely|could (?:hardly|barely)|can hardly|trouble|difficult\w*|struggl\w+|hard|hardly|barely|short of|shortness of|unable) (?:to |in |with )?breath(?:e|ing)?\b|throat (?:is|was|feels?|felt|got|started|has|went) (?:\w+ ){0,2}(?:tight|swollen|closing|closed|burning|sore)|wheez\w+|(?:can|could) (?:barely|hardly|not) see\b|can'?t open (?:my|his|her) eyes?\b|(?:can'?t|cannot) see (?:properly|anything|out of|clearly|straight|any ?more)\b(?! (?:on|in) (?:the|my|your) (?:site|app|account|page|basket))|lost (?:consciousness|my sight|sight in)|passed out|fainted|blacked out",
    r"(?:made|makes|making) (?:me|him|her|us|my \w+|our \w+|the \w+) (?:feel |really |so |very |violently |quite |all |properly ){0,2}(?:sick|ill|dizzy|nauseous|nauseated|vomit|throw up|faint|unwell|poorly)(?! (?:how|that|to|the way|of))|(?:felt|feel|feeling|been|got|was|fell|is) (?:\w+ )?(?:sick|ill|dizzy|nauseous|unwell) (?:and (?:dizzy|sick|threw|vomit\w*) )?(?:from|after (?:using|eating|drinking|taking|smelling|the|your|i)|since (?:using|i used|taking|i took|i drank|eating|the|your)|because of)|threw up|throwing up|vomit(?:ed|ing|s)?\b|puk(?:ed|ing)|food poison\w*|poisoned|dizzy from|fumes",
    r"hair (?:is |has |was |'?s |are |keeps |started |been )*(?:\w+ )?(?:falling|fell|fallen|coming|came|breaking|broke|fall) (?:out|off)|losing (?:my|clumps of) hair|hair loss (?:since|after|from)|bald patch|clumps of hair",
    r"(?:concussion|septic|gangrene|sepsis)\b|burn\w* an? (?:welt|mark|hole|line) (?:into|in|on|across) (?:my|his|her)|(?:lips|eyes|face|cheeks?|eyelids?) (?:\w+ )?(?:look|are|is|feel)s? like (?:sausages|balloons?|a balloon|sandpaper|leather|fire|raw)|(?:stripped|took|peel(?:ed|s)|ripped|tore|burn(?:t|ed)) (?:all )?(?:the |a layer of |half the )?skin (?:off|from)|(?:glued|stuck|swollen|puffed|sealed|swelled) shut|(?:took|taken|bit|cut) a (?:chunk|piece|bit|slice) out of (?:my|his|her)|(?:can'?t|cannot|couldn'?t) get (?:any )?air|heart (?:is |was |started )?(?:racing|pounding|palpitat\w*)|(?:cat|dog|rabbit|hamster|puppy|kitten|bird) (?:has |is )?(?:died|dead|dying|collapsed) (?:after|since|from|because)|(?:been|started|am|still) bleeding (?:since|after|from)|(?:throbbing|weeping|oozing|crusty)\b.{0,30}(?:after|since|use)|put me on steroids|(?:hasn'?t|not|won'?t) stop(?:ped)? (?:being sick|vomiting|bleeding|throwing up)",
    r"(?:third|second|first)[- ]degree|chemical burn|scald(?:ed|s)|boiling (?:water|oil|hot)\b.{0,50}\b(?:over|on|onto) (?:my|his|her)|sliced (?:my|his|her)|tore (?:my|his|her) (?:skin|nail|finger)|pregnan\w+ .{0,40}(?:bleed|lost the baby|miscarr)",
    # Spanish
    r"(?<!no )me (?:ha|han|he|a) (?:salido|provocado|causado|producido|dejado|dado|quemado|irritado|hinchado|abrasado|levantado|hecho|intoxicado|cortado|sentado) (?:\w+ ){0,5}?(?:sarpullido|erupcion\w*|urticaria|ronchas|ampollas?|granos|manchas rojas|alergia|reac+ion|quemaduras?|heridas?|rojeces|dermatitis|eccema|un calambre|una descarga|calambre|la piel|la cara|los ojos|el ojo|los labios|las manos|el cuello|la mano|el dedo|un dedo|la boca|los parpados|la cabeza|mal al estomago)",
    r"(?:sarpullido|urticaria|ronchas|en carne viva|hinchazon|anafil\w+|erupcion(?:es)?)\b(?! (?:antes|es normal))",
    r"(?:llenado|lleno|llena|llenos|llenas|cubiert[oa]s?) de (?:granitos|granos|ronchas|manchas rojas|ampollas|pupas)|(?:dejado|dejo|quedado) (?:una |la )?(?:cicatriz|marca en la|marca en el|quemadura)|(?:boca|lengua|labios?|cara|mano|dedos) (?:\w+ )?(?:dormid[oa]s?|entumecid[oa]s?)|se me (?:durmi\w+|duerme|duermen) (?:la|los|las) (?:boca|lengua|labios|cara)|(?:nubla|nublado|borroso|borrosa)\b.{0,40}(?:desde|vista|crema|contorno)|(?:agua|aceite) hirviendo (?:encima|por)|(?:cay\w+|derram\w+|salpic\w+) (?:encima )?(?:el |la )?(?:agua|aceite) hirviendo",
    r"(?:piel|cara|ojos?|labios?|cuello|manos?|parpados?|boca|lengua|garganta|mejillas?|cuero cabelludo|pecho|dedos?|brazos?|piernas?)(?: \w+){0,4} (?:hinchad\w+|quemad\w+|irritad\w+|inflamad\w+|ardiendo|en carne|ampollas|roj[oa]s? como|abrasad\w+|(?:toda|todo|todos|todas|muy|esta|estan|bien) roj[oa]s?|sangra\w*|como (?:un globo|globos))",
    r"(?:hinchad\w+|quemad[oa]s?|irritad[oa]s?|inflamad[oa]s?|abrasad[oa]s?) (?:la|el|los|las|toda la|mi|mis|un|una) (?:piel|cara|ojos?|labios?|cuello|manos?|parpados?|boca|lengua|garganta|mejillas?|dedos?|pecho|brazos?)",
    r"(?:quemo|quemaron|quemado|abraso|irrito|hincho|hincharon|corto|cortado|pincho|pinchado|lesion\w+) (?:a )?(?:la|el|los|las|mi|un|una|con) (?:piel|cara|ojos?|labios?|mano|dedo|hij[oa]|bebe|nin[oa]|cristal|vidrio|aguja|boca|pie|cremallera)",
    r"se me (?:ha|han|puso|pusieron|hincho|hincharon|quemo|irrito|cae|esta cayendo|esta pelando|pelo|quedo) (?:\w+ ){0,2}?(?:hinchad\w+|quemad\w+|irritad\w+|inflamad\w+|puesto (?:la|el|los|las) (?:cara|piel|ojos?|labios?|manos?)|el pelo|la piel|la cara|los ojos|los labios|el ojo|hinchado|quemado|irritado)",
    r"(?:me|le|nos) (?:arde|arden|escuece|escuecen|escocia|ardia) (?:la|el|los|las|todo|toda|mucho|muchisimo)|(?:me|le) (?:pica|pican|picaba|picaban) (?:todo|toda|mucho|muchisimo|la (?:cara|piel|cabeza|boca|garganta)|el (?:cuello|cuerpo|cuero)|los (?:ojos|labios|brazos)|las (?:manos|piernas))|desde que .{0,40}(?:pica|arde|escuece)|picor(?:es)? (?:horrible|insoportable|desde|por todo)",
    r"reac+i?on(?:es)? al?ergic\w*|(?<!no )me da alergia|(?<!no )(?:me|le) (?:dio|ha dado|dio una) (?:una )?(?:alergia|reac+ion)|soy alergic[oa] a (?:algo|alguno|alguna|vuestr|la crema|el serum|su)|reaccion (?:horrible|muy fuerte|fuerte|en la piel|cutanea|mala)",
    r"(?:acab\w+|fui|fue|fuimos|tuv\w+ que ir|llev\w+|ingres\w+|estamos|estoy|termin\w+|ir) (?:\w+ ){0,3}(?:a |en |al |el )?(?:urgencias|hospital|ambulatorio)(?:.{0,80}(?:por|con|desde|despues|tras|crema|serum|colonia|vuestr)|$)|en urgencias (?:por|con)|puntos de sutura|me (?:dieron|pusieron) puntos|ambulancia",
    r"(?<!no )(?:me|le|se|nos) (?:he|ha|hemos|han) (?:cortado|quemado|pinchado|electrocutado|intoxicado|lesionado|clavado|herido|atragantado|tragado|mareado|desmayado)(?! el pelo)(?! las pestanas)(?! la etiqueta)|me (?:corte|queme|pinche|cai|electrocute|clave|maree|desmaye)\b(?! el pelo)(?! las pestanas)(?! las? etiqueta)(?! en la cuenta)",
    r"(?<!no )se (?:corto|pincho|quemo|abraso|clavo|trago|atraganto)\b (?:con|el|la|un|una|los|las|al)|me (?:he|ha) roto (?:el|la|un|una|dos) (?:tobillo|muneca|brazo|pierna|dedo|costillas?|diente|mano|pie)|(?:dio|da|dado|pego|suelta|solto) (?:me )?(?:un |una )?(?:calambre|calambrazo|descarga|chispazo)|electrocut\w+",
    r"(?:exploto|explotado|estallo|estallado|prendio fuego|ardio|ardido|incendi\w+|echa\w* humo|echando humo|salio humo|sale humo|salia humo|chispas)(?! la demanda)(?! en ventas)\b(?! la burbuja)",
    r"no (?:puedo|podia|pude|podemos|puede|podria) (?:respirar|abrir (?:el|los) ojos?|ver bien)|me cuesta respirar(?! con la)|(?:me (?:ahog|asfixi)\w+|se (?:ahogo|ahogaba|asfixio|ha ahogado))|falta de aire|intoxic(?:ad[oa]s?|acion|o|amos)\b|envenen\w+|vomit\w+|nauseas|maread[oa]s?\b|se (?:ha|lo ha) tragado|atragant\w+|se me cae el pelo|quemaduras? (?:en|de|quimica|por) (?:la|el|los|las|mi|segundo|primer|todo|cara)",
)  # fmt: skip

ASKS_FIRST = (
    r"\b(?:recommend\w*|suggest\w*|which (?:one|cream|is|of)|something for|good for|suitable|do you (?:have|sell)|before (?:i )?buy\w*|safe to|is it (?:safe|ok|okay|good)|can i use|help with|"
    r"contains?|free of|al ?right for|ok(?:ay)? for|fine for|anything|recomend\w+|teneis algo|algo para|va bien|es apt[oa]|apt[oa] para|sirve para|antes de comprar|aconsej\w+)\b"
)
"""Someone looking for a product for a complaint they have: no product did it."""
BLAMES = (
    r"\b(?:since|after|because|gave me|caus(?:ed|ing)|made (?:me|my)|from (?:the|your|using)|using it|used (?:it|your|the)|put it on|applied|your \w+ (?:has|have|did|burn\w*)|desde que|despues de|"
    r"por (?:culpa|vuestr|usar|ponerme)|me (?:ha|he|dio|han|salio)|con (?:la|el|vuestr\w) (?:crema|serum|balsamo|champu))\b"
)
"""Words that make a product the cause."""
