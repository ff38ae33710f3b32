"""Words of people in danger or dangerous: self-harm, violence, the law. English and Spanish.

Every pattern reads text as `flags.plain` leaves it: small letters, no accents, straight quotes, single spaces.
"""

_NO_MORE = r"(?:any ?more|any longer|no more|like this|much longer)"
_INTEND = (
    r"(?:i'?ll|i will|i'?m (?:going to|gonna|about to)|i am (?:going to|gonna|about to)|im gonna|gonna|going to|i want to|i wanna|"
    r"i could|i might|i swear i'?ll|i'?d (?:love|like) to|i would (?:love|like) to|(?:someone|somebody) (?:should|will|needs to|ought to)|"
    r"we(?:'ll| will| are going to)|makes? me want to|i feel like)"
)

SELF_HARM = (
    r"(?:kill|hang|drown|shoot|stab|poison|starv|unaliv|off)(?:e|ing)? my ?self(?! an? )\b",
    r"(?:want(?:ed)? to|wanna|going to|gonna|keep|kept|been|start(?:ed)?|feel like|urge to|think(?:ing)? (?:about|of)|thoughts of|about to) (?:\w+ )?(?:hurt|harm|cut)(?:t?ing)? my ?self",
    r"self[ -]?harm\w*",
    r"(?:cut|cutting|slit|slitting|slash) my (?:wrists?|arms?|veins)",
    r"(?:end|ending|tak(?:e|ing)|took) my (?:own )?life",
    r"(?:end|ending) (?:it|this) all\b|ending things\b|(?:can'?t|cannot|don'?t want to) (?:really )?do (?:this )?life\b|(?:end|ending) it (?:tonight|today|for good|once and for all)",
    r"(?<!\d )(?<!\d)\bkms\b(?= (?:tonight|rn|now|fr|if|lol|today|because)|$)|(?:gonna|going to|want to|wanna|might) kms",
    r"suicid\w+\b(?! squad)|sucid\w+|suicde|suiside|suidical",
    r"(?:don'?t|do not|no longer|didn'?t|never) want(?:ed)? to (?:live|be alive|exist|wake up|go on living|carry on living)",
    rf"(?:don'?t|do not|no longer) want to be (?:here|around) {_NO_MORE}|(?:don'?t|do not) see (?:a|any) (?:way|reason) to (?:go on|carry on|live)",
    r"(?:want(?:ed)? to|wanna|ready to|going to|hope (?:i|to)|let me|just|prefer to|rather) die(?! (?:for|of (?:laugh|embarrass|shame|cringe|cold|hunger|boredom)|laughing|cut))\b",
    r"(?:wish i (?:was|were|had)|i'?d be|i would be|rather be|better off|better if i (?:was|were)|want to be|wanna be) (?:dead|never (?:been )?born)(?! than (?:wear|use|buy|be seen|pay|caught|eat|spend))",
    r"wish (?:that )?i (?:had never|was never|were never) (?:been )?born",
    r"better off without me|better without me",
    rf"(?:\bi |just |really |simply |honestly |^)(?:can'?t|cannot|can not|don'?t want to|have no strength to) (?:go on|carry on|keep going|cope|live|continue living)(?: {_NO_MORE}|\b(?= ?(?:$|[.,!;])))|(?:can'?t|cannot) (?:go|carry) on living",
    rf"(?:can'?t|cannot|can not) (?:do|take) (?:this|it) {_NO_MORE}\b.{{0,60}}(?:goodbye|to be over|life|alive|the end|live|pills)",
    r"no (?:point|reason|sense|purpose|use) (?:in |to |of |for )?(?:living|liv(?:e|ing)|life|go(?:ing)? on|carry(?:ing)? on|being alive|staying alive)",
    r"nothing (?:left )?to live for|nothing to look forward to in life",
    r"life (?:is ?n[o']?t|isn'?t|is not|ain'?t|not|no longer|is no longer|has no|just isn'?t)(?: even)? (?:worth|meaning|point)",
    r"(?:enough|tired|sick) of (?:being alive|living|life|my life|existing)",
    r"(?:nobody|no ?one|no-one|would anyone) (?:would |will |ever )?(?:even )?(?:miss|notice|care)(?: me)? (?:if|when) (?:i|i'?m) ?(?:was|were|am|died|die|dead|disappear\w*|gone|vanish\w*)",
    r"\bi(?:'ve| have)? ?(?:just )?(?:took|taken|swallowed|swallow) (?:all|too many|lots of|an? (?:whole )?(?:bottle|box|packet|handful)|every|dozens)(?: of)?(?: (?:my|the|these|those))?(?: \w+)? ?(?:pills|tablets|meds|medication|sleeping|paracetamol|ibuprofen)?(?= (?:tonight|now|and|today)|[.,!]|$)",
    r"(?:pills|tablets|rope|noose|blade|razor) (?:is |are )?(?:ready|in front of me|next to me|in my hand)|\boverdos\w+",
    r"(?:written|wrote|writing|left|leaving) (?:a|my|the) (?:goodbye |farewell |last )?(?:note|letter)s? (?:for|to) my (?:kids|children|family|wife|husband|partner|parents|mum|mom|mother|dad|father|son|daughter|boyfriend|girlfriend)|(?:goodbye|farewell|suicide) (?:note|letter)",
    r"(?:going to|gonna|want to|will|about to|ready to|i'?ll) (?:jump(?! (?:on|at|the|to|for|into|through|in(?! front)|straight|up))|throw myself|step in front|walk into the (?:sea|river|traffic))",
    r"(?:died|passed away|dead|death|lost (?:him|her|them))\b.{0,90}\b(?:want to|going to|will|wanna) (?:be with|join|follow) (?:him|her|them)",
    r"(?:voices?|head|something) (?:\w+ )?(?:tells?|telling|says?) (?:to |me to )?(?:hurt|kill|harm) my ?self|(?:rather|prefer to) not (?:exist|be alive|live)|(?:don'?t|do not|can'?t|cannot) see (?:a|any) (?:future|way out|reason to (?:live|go on))(?: for me)?|goodbye to my (?:kids|children|family|wife|husband)|done with (?:life|living)",
    r"disappear (?:forever|for good|from this (?:world|earth))|(?:never|not) (?:want to )?wake up (?:again|tomorrow)|(?:sleep|sleeping) (?:and )?(?:never|not) wak\w+",
    # Spanish
    r"\bmatarme|quitar(?:me|se)? (?:la vida|de en ?medio)|me quit[oe] (?:la vida|de en ?medio)|dejar de (?:existir|vivir)|no (?:quiero|deseo) (?:mas )?(?:estar|seguir) (?:aqui|en este mundo)",
    r"(?:me quiero|quiero|quisiera|ganas de|prefiero|deseo|deseando|preferiria) morir(?:me)?(?! de (?:risa|verguenza|ganas|amor|hambre|frio))",
    r"(?:estaria|estare|estoy|estuviera|prefiero estar) mejor? ?muert[oa]|mejor muert[oa]|ojala (?:no despierte|me muera|estuviera muert[oa])",
    r"no (?:quiero|deseo|puedo|aguanto|soporto) (?:mas )?(?:seguir )?(?:vivir|viviendo|existir|con vida)|no (?:me quedan|tengo) (?:mas )?(?:ganas|fuerzas|motivos|razones) (?:de|para|por) (?:seguir )?(?:vivir|viviendo)|sin ganas de vivir|no aguanto (?:mas )?vivir",
    r"(?:acabar|terminar) con (?:mi|esta) vida|acabar con todo (?:esta noche|hoy|de una vez)|poner fin a (?:mi vida|todo)",
    r"(?:mi vida|la vida|vivir) (?:ya )?no (?:tiene|vale|merece) (?:sentido|la pena|nada)|no (?:tiene sentido|vale la pena|merece la pena) (?:seguir )?(?:vivir|viviendo)",
    r"(?:tirarme|me (?:voy a )?tir(?:o|ar[ei]?)) (?:por|desde|de|del|al|a las?) (?:el |la |un |los |las )?(?:balcon|ventana|puente|tren|vias?|azotea|metro|tejado)",
    r"cortarme las venas|me corto las venas|hacerme dano|me hago dano|autolesi\w+|(?:me voy a|voy a) (?:matarme|ahorcarme|colgarme)|ahorcarme|me voy a (?:matar|ahorcar|colgar)\b",
    r"me corto (?:los brazos|las munecas|las venas|a mi mism[oa])|(?<!casi )(?<!por poco )\bme mato\b(?! (?:a|de) (?:trabajar|reir|risa|correr|estudiar))|no veo (?:ninguna )?salida|(?:ya )?me he despedido de (?:mis|mi|todos|todo el mundo)|(?:dormir|dormirme) y no (?:despertar|volver a despertar)",
    r"desaparecer (?:para siempre|del mundo|de este mundo)|no (?:quiero|me quiero) despertar|(?:estarian|estariais|estarias|estara|vivirian) mejor sin mi|nadie me (?:echaria de menos|va a echar de menos)",
    r"(?:tomado|tome|tomarme|tragado) (?:todas|un bote|una caja|un monton)(?: de)?(?: las| mis| mis)? ?(?:pastillas|pildoras|tranquilizantes)?",
)  # fmt: skip

_PEOPLE = (
    r"(?:you|u|ya|y'?all|him|her|them|whoever|everyone|every ?one|everybody|(?:each|all|one|some|any) of you|"
    r"(?:the|your) (?:lot of you|(?:first|next|whole) (?:\w+ )?(?:one|person|driver|employee|courier|guy|team|lot))|(?:your|ur|the|that|this) (?:\w+ )?(?:driver|courier|postman|delivery (?:man|guy|boy|driver|person|woman)|agent|manager|boss|ceo|staff|team|people|family|kids|children|colleague|receptionist|guy|idiot))"
)
_PLACES = r"(?:(?:your|ur|the|that|this|down) (?:\w+ )?(?:office|shop|store|warehouse|building|house|place|headquarters|hq|depot|van|car|home|company)s?)"
_BODY = r"(?:face|legs?|arms?|neck|nose|head|skull|bones?|fingers?|knees?|jaw|teeth|throat|back|ribs)"
_NOT_THIS = r"(?! (?:an?|some|the|this|my) (?:e-?mail|mail|message|text|photo|pic|picture|line|note|deal|offer|link|call|copy|screenshot|question|dm|review)| to it| up (?:on|with|when|for|later)| with an?)"

VIOLENCE = (
    rf"{_INTEND} (?:\w+ )?(?:kill+|kil|murder|hurt|beat|punch|smash|stab|shoot|strangle|choke|attack|slap|bash|batter|shank|destroy|skin|gut|execute|knife|run over|beat up|kick) {_PEOPLE}{_NOT_THIS}",
    rf"(?:break|smash|punch|crack|cave|kick|bash|rip|snap|rearrange|cut|slit|wring|shoot) (?:in )?(?:your|ur|his|her|their|you in the|him in the) (?:\w+'?s? )?(?:fucking |bloody )?{_BODY}",
    rf"(?:{_INTEND}|let'?s|i'?ll come and|to|and) (?:burn|torch|bomb|blow up|shoot up|smash up|set fire to|trash|raid|petrol.?bomb) (?:down )?(?:{_PLACES}|ur \w+|you)",
    r"(?:burn|blow|torch|burning) (?:your|ur|the|that) (?:\w+ )?(?:office|shop|store|warehouse|building|house|place|company|van)s?",
    r"(?:put|plant|send|sending|mail|leave|drop|with|is|there'?s) (?:a|the) (?:pipe |nail |letter )?bomb\b",
    r"(?:com(?:e|ing)|visit|show(?:ing)? up|wait(?:ing)?|turn(?:ing)? up|driv(?:e|ing)|going|be there|go) (?:\w+ ){0,5}with (?:an? |my )?(?:\w+ )?(?:bat|knife|gun|hammer|axe|crowbar|petrol|shotgun|rifle|machete|blade|weapon|fists?)\b",
    r"(?:i have|i'?ve got|i got|i own|got) an? (?:gun|shotgun|rifle|pistol|weapon)\b",
    r"watch your back|sleep with one eye open|you(?:'ll| will| are going to|'re going to|r gonna) (?:all )?(?:bleed|die|suffer|be dead|get hurt|end up in (?:hospital|a ditch|the morgue))|(?:you|u) (?:are|r) (?:all )?dead\b(?! (?:right|on))|you'?re (?:all )?dead (?:meat|man)",
    r"(?:know|find out|found out|finding out|figure out) where (?:you|he|she|they|ur|u|your (?:kids|family|children|mother|wife)|that \w+|the \w+|\w+) (?:all )?(?:live|lives|work|works|park|parks|sleep|go to school)\b",
    r"(?:hunt|track) (?:you|him|her|them) down|come (?:and |to )?(?:find|get) (?:you|him|her|them)\b(?! (?:at|from) the)|coming (?:for|after) (?:you|u|him|her|your)\b|come after you",
    r"(?:won'?t|not|never) (?:walk|make it|get) (?:away|out)(?: alive)?\b.{0,20}$|(?:walk|make it|get) out alive|better hope (?:i|we) (?:never|don'?t) (?:meet|see|find|run into)",
    r"deserves? (?:a |to )?(?:good )?(?:beating|be beaten|be shot|be hanged|be hurt|be stabbed|die|bullet|kicking|to die|to be (?:shot|beaten|hanged))",
    r"hope (?:that )?(?:you|he|she|they|your \w+|someone) (?:all )?(?:dies?|gets? (?:shot|run over|stabbed|cancer|hit|beaten|killed)|burns?|rots?|bleeds?|kills? you|shoots? you|choke)",
    r"\w+(?:'s|'re| is| are) (?:a )?dead (?:man|men|meat)|(?:bring(?:ing)?|come with|have) (?:\w+ ){0,2}(?:petrol|gasoline|matches|a lighter|molotov\w*|explosives?)\b.{0,40}(?:your|depot|shop|office|warehouse|store)|(?:expect|send\w*|throw\w*|mail\w*) (?:you )?(?:acid|anthrax|poison)\b(?! (?:green|wash))|(?:set|get|sic)\w* (?:my|the) dogs? (?:set )?on (?:him|her|you|them|your)|(?:have|need|hire|get) (?:security|bodyguards?)\b.{0,40}(?:door|when|monday|better)",
    r"(?:head|face|teeth|skull) (?:kicked|bashed|smashed|caved|beaten) in\b|(?:teach|show) (?:you|him|her|them) a lesson .{0,40}(?:fist|bat|hurt|hospital)|(?:blood|heads?) (?:will|is going to|gonna) (?:flow|be spilled|spill|roll)",
    # Spanish
    r"(?:te|os|le|les|lo|los|la|las) (?:voy a |vamos a |juro que os |juro que te |pienso )?(?:mat(?:o|ar|are|aremos|amos)\b(?! a (?:besos|abrazos))|revent(?:ar|are|o)|revient[oa]|quem(?:o|ar|are)\b(?! la)|apunal\w+|acuchill\w+|raj(?:o|ar|are)\b|degoll\w+|degu\w+|dispar(?:o|ar|are)|machac(?:o|ar|are)|machaco|host?iar|parto|(?:rompo|romper|romperos?|partir) (?:la|las|el|los) )",
    r"(?:partir|romper|parto|rompo|reventar|reviento|partire|rompere)(?:te|os|le|les)? (?:la|las|el|los) (?:cara|boca|crisma|piernas|cabeza|dientes|cuello|brazos|huesos|nariz)",
    r"(?:matar|reventar|apunalar|rajar|quemar|disparar|acuchillar)(?:te|os|los|les|lo)\b",
    r"(?:pego|pegar|pegare|dar|doy|dare|meto|meter|pegarle|darle|pegaros|daros) (?:una|un|dos|cuatro) (?:paliza|hostias?|ostias?|torta|patada|punalada|tiros?|punetazos?|navajazo|guantazo)",
    r"(?:quem\w+|incendi\w+|prend\w+ fuego a|vol(?:ar|are)|asalt\w+|destro\w+)(?: a)? (?:la|el|los|las|vuestr\w|su|tu) (?:tienda|almacen|oficina|casa|local|nave|sede|edificio|empresa|coche|furgoneta)s?",
    r"(?:voy|ire|vaya|vamos|espero|esperando|aparezco|presento|presentare|recibir\w*|ir) (?:\w+ ){0,6}con (?:una|un|mi) (?:pistola|cuchillo|bate|escopeta|navaja|machete|martillo|hacha|palo|arma)",
    r"(?:pon(?:go|er|gan|dre)?|mando|enviar?|coloc\w+|met\w+) (?:os )?(?:una )?bomba\b(?! de bano)",
    r"(?:voy|vamos|ire) a (?:ir )?(?:a )?por (?:ti|vosotros|vosotras|ustedes|vos|el repartidor)\b|no sale (?:nadie|ninguno)(?: vivo)?\b|te espero (?:a la salida|en la puerta|fuera)|(?:alguien|uno de vosotros) (?:va a )?(?:acabar|terminar) en (?:el hospital|una caja)",
    r"(?:se|averiguar\w*|descubrir\w*) (?:donde|a que hora|por donde) (?:vives?|trabajas?|sales?|viven|trabajan|vivis|trabajais)|cuida(?:te|os)? las espaldas|vigila tus espaldas",
    r"vas? a (?:morir|sangrar)|os vais a morir|vas a acabar en (?:el hospital|una caja)|ojala (?:os|te|les) (?:muer\w+|mat\w+|mueras|atropell\w+|peguen|pongan una bomba)|mereceis? (?:morir|una paliza)",
)  # fmt: skip

_LAWYER = r"(?:lawyer|laywer|solicitor|solicitors|attorn(?:e?y|ies|eys)|barrister|legal (?:team|counsel|representative|advis[eo]r))s?"
_STREET = r"(?<!trabajo en el )(?<!trabaja en el )(?<!junto al )(?<!frente al )(?<!detras del )(?<!calle )(?<!avenida )(?<!plaza )(?<!de los )(?<!de las )(?<!plaza del )(?<!calle del )(?<!c/ )"

LEGAL = (
    rf"(?:my|our) (?:own )?{_LAWYER}(?!'?s? (?:friend|daughter|son|sister|brother|colleague|neighbour|mate|office is|birthday|loved))\b(?!,? (?:loves|loved|likes))",
    rf"(?:contact\w*|call\w*|consult\w*|hir(?:e|ed|ing)|instruct\w*|sp(?:eak|oke|oken|eaking) (?:to|with)|talk\w* (?:to|with)|see(?:ing)?|hear(?:d|ing)? from|letter from|pass\w* (?:this |it )?(?:on )?to|hand\w* (?:this |it )?(?:over )?to|got|get(?:ting)?|engag\w+|appoint\w+) (?:an? |my |our |the )?(?:\w+ )?{_LAWYER}",
    rf"(?:the|from|with) {_LAWYER}s? (?:can|will|shall|says?|said|told|have|has|to sort|deal)|{_LAWYER}'?s? (?:letter|fees)|\w+(?:'s| is) an? {_LAWYER}\b(?! who (?:loves|likes))|lawyer(?:s)? (?:up|involved|ready)|lawyering up",
    r"(?:lea?g+a?e?l|legal) (?:action|actions|steps|proceedings?|advice|representation|claim|letter|route|means|measures|consequences|recourse|remed(?:y|ies)|case|dispute|threat|battle|aid)\b|tak(?:e|ing) (?:this |it )?(?:further )?legal\b|going legal|go legal|legally (?:obliged|required|bound|liable)",
    r"(?:see|meet) (?:you|u|ya|yous|y'?all)(?: all| guys| people)? in court|(?:tak(?:e|ing)|drag\w*|bring\w*|haul\w*|go(?:ing)?|end up|see|headed|straight|off|refer\w*) (?:you |u |this |it |them |your company |the company |everyone )?(?:all )?(?:to|in|before|into) (?:the )?(?:county |small claims? |civil |a )?court(?!yard| shoes?| trainers?| sneakers?| sports?)s?\b",
    r"(?:in|through|by|via|before) the courts?\b(?! shoes?)|(?:county|civil|magistrates'?|claims|federal) court|court (?:case|action|claim|order|proceedings?|hearing|summons|papers|judg\w+)|see you in court|to court(?! shoes?| trainers?| sneakers?| sports?)\b",
    r"\b(?:i'?m|am|we'?re|are|be|start|considering|consider|of) suing\b|suing (?:you|u|your|the|over|for)|(?:will|'ll|gonna|going to|shall|might|about to|ready to|have to|happy to|want to|forced to|able to) sue\b|\w+ sue (?:you|u|your|them|this company)\b(?! (?:told|said|were|are|have|know|can|did|wrote|promised|asked))|get sued|be sued|lawsuit|litigat\w+|\bsummons\b|\bllp\b|law ?firm|(?:let|leave it to|have|before|tell it to|explain (?:it|this|that) to) (?:the|a) judge\b|a judge (?:will|can|decide|to)|service of (?:documents|proceedings|papers|process)|serve(?:d)? (?:you|with) (?:\w+ )?(?:papers|notice|documents)|(?:we|i|you) have a (?:strong |good |solid )?case\b(?! of)|enforce (?:them|it|my rights|my claim|this)\b|by law if|county clerk",
    r"small claims?|trading standards|\bombuds?m[ae]n|ombuds\w*|citizen'?s'? advice|letter before (?:action|claim)|pre-?action|claim form|statutory demand|(?:consumer|sale of) (?:rights act|goods act|contracts?|protection (?:act|agency|law|authority)|agency|association|court|council|centre|center|ombudsman|affairs|watchdog|tribunal|law)|european consumer|alternative dispute|(?:better business|bbb) (?:bureau|complaint)|attorney general|class action|arbitration|(?:employment|to a|to the|the) tribunal\b",
    r"breach of (?:contract|the consumer|consumer|law)|in breach|(?:you|shop|company|seller|norrfell|osmere) (?:are|is|will be|would be|remain) (?:held )?(?:legally )?(?:liable|in violation)|hold you (?:legally )?(?:liable|responsible in law)|press(?:ing)? charges|(?:start|begin|issue|initiat\w+|bring|commence)\w* (?:\w+ )?proceedings|formal notice|cease and desist|notice of (?:claim|intent)|this is (?:against the law|illegal)|(?:is|are|it'?s|what you'?re doing is) illegal",
    r"(?:report\w*|call\w*|go(?:ing)? to|gone to|contact\w*|been to|inform\w*|tell\w*|involv\w+|fil\w+|notif\w+) (?:\w+ ){0,4}(?:to |with )?(?:the )?(?:police|authorities|fca\b|fraud squad|action fraud|regulator)(?! (?:officer|station|navy|blue))|the police (?:are|is|have|has|will|know)",
    # Spanish
    r"(?<!para mi )(?<!para un )(?<!para una )(?<!regalo de mi )\b(?:abogad[oa]s?|avogad[oa]s?|abogao|letrad[oa]|procurador|bufete)\b(?! de regalo)",
    r"(?<!como )(?<!como puedo )(?<!donde )\bdenunci(?:a|as|o|ar|are|aros|aremos|amos|ada|ado|e|en|arles|arlo|arla|ando)\b|\bquerella\w*|burofax|buro fax|judicial\w*|judicializ\w+",
    rf"{_STREET}\b(?:tribunal(?:es)?\b|juzgados?\b|juez|jueza|juicio)\b(?! popular)",
    r"(?:acciones?|medidas?|via|vias|asesor\w+|consecuencias|pasos|equipo|amparo|reclamacion) (?:legal(?:es)?|juridic\w+|judicial(?:es)?)|(?:eso|esto|lo que haceis|lo vuestro) es (?:totalmente )?ilegal|totalmente ilegal",
    r"hojas? de reclamacion(?:es)?|libro de reclamaciones|reclamacion (?:formal|oficial|en la omic|ante(?! (?:mi|el) banco)|a la junta|a consumo|en consumo)|\bomic\b|\bfacua\b|\bla ocu\b|asociacion de consumidores|organizacion de consumidores|\bcentro europeo del consumidor|arbitraje|\bsupremo\b",
    r"(?:oficinas?|defensa|agencia|junta|instituto|organismo|ministerio|direccion|inspeccion)(?: \w+){0,4} consum(?:o|idor\w*)|(?:reclam|denunci|acud|voy|vamos|vais|ire|ir|llam|quej|escrib|pon|pas|hablar|hable)\w*(?: \w+){0,3} (?:a|en|ante|con|por) consumo\b",
    r"\bdemandar\w*|(?:os|les|le) demand(?:o|amos|are)|demanda (?:judicial|contra|civil)|(?:pon\w+|present\w+|interpon\w+|meter|meto) una demanda|incumplimiento (?:de|del) contrato|(?:denunci|llam|voy|vamos|ire|ir|acud|avis|parte|pon|aviso|present|hablar)\w*(?: \w+){0,3} (?:a|en|ante|con) (?:la )?(?:policia|guardia civil|ertzaintza|mossos)\b",
)  # fmt: skip
