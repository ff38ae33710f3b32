"""Words that carry a mood, in English and Spanish, by strength; and words of a problem, which carry none by themselves.

Read by `mood_marks`, without accents and in small letters; a word ending in `*` stands for all that begin so.
"""

DELIGHTED = """
adore* amazing* astonishing awesome beautiful* best blessed bliss brilliant* delight* dream* elated excellent* exceptional* exquisite fab fabulous*
fantastic* faultless* first-class five-star flawless* genius glorious gorgeous heavenly impeccab* incredible lifesaver love loved lovely loves loving
magnificent marvel* masterpiece outstanding overjoyed perfect* phenomenal priceless remarkabl* sensational spectacular* splendid stellar stunning*
sublime super superb* superior terrific thrilled top-notch treasure unbeatable unforgettable wonder* wow yay yum* world-class exquisit*
encanta* encanto adoro alucinante brutal buenisim* delicia* encantad* espectacular* estupend* excelente* excepcional* extraordinari* fabulos* fantastic*
feliz felicisim* genial* guapisim* impecable* increible maravill* magnific* mejores perfect* precios* preciosa* preciosisim* sensacional* inmejorable*
amo chulisim* flipo riquisim* contentisim* ideal matricula
"""
GLAD = """
accurate affordable amuse* appetizing appreciat* bargain better bless charming cheer* chuffed classy clean clear comfort* comfy congrat* convenient cool
cozy cosy crisp cute decent delicious durable eager ease easily easy effective efficient elegant enjoy* enthusias* excited exciting fair fast favo*rite fine
flavo*rful fresh friendly fun funny generous gentle gift glad good grateful great greatest haha happier happily happy healthy helped helpful helps honest hooray hope*
impress* improved interesting intuitive joy* kind kindly kindness laugh* light like* lol lucky neat nice* nicely nifty optimistic patient peaceful pleas* pleasant* pleased
pleasure polite positive pretty promptly proud quality quick quickly recommend* refreshing reliable relief relieved rich right satisf* safe sleek
smart smile* smooth* solid solved sorted sturdy succeed* success* sunny superbly support* sweet swift tasty tender thank* thankful thanks thx trust* useful
valuable value warm welcome* well win winner wins wise works worth worthwhile yes perfecto
agradable* agradec* agradezco agrado alegr* alegria amable* amabilidad bien bonit* buen buena buenas bueno buenos calidad calidez celebr* comod* content* cuidad* disfrut* divertid* eficaz eficaces
eficiente* elegante* excelencia exito facil fenomenal felic* gracias gratamente gust* guapa guapo ilusion* interesante limpi* majisim* majo majos mejor mejora* mona orgullos* rapid* rapidez recomend*
recomendable ric* salvado salvais satisfech* simpatic* suave* tranquil* util utiles valen vale bravo ole
"""
CROSS = """
absurd* aggravat* annoy* anxious appal* arrogant ashamed avoid* bad badly bitter bland bored boring bs cheap* cheated cheat* clueless clumsy
complain* complaint* crap crappy cross cruel cry crying cursed deaf deceived deceiv* defeat depress* desperate dirty disagree* disappoint* disaster* discourag*
dishonest dislike* dismal displeas* disrespect* dissatisf* distress* dread* dull dumb embarrass* excuse excuses expensive fake fed fear* flimsy
fool* frustrat* garbage gross grumpy guilty harsh hassle hate* heartbreak* helpless hopeless horrid hurt* idiot* ignor* impatient impolite incapab* incompeten* inconvenien* inconsiderate
inedible inferior insult* irritat* jealous joke junk kidding lame lazy liar* lie* lies lied loser lousy mad mean meh mess* mediocre mislead* misled miser* mistreat*
mourn nasty needlessly negligen* nerve nervous nightmare nonsense noisy nope numb offend* outrage* overpriced overcooked overrated pain painful pathetic piss* pity
poor poorly regret* reject* repulsive ridiculous rip-off ripoff rotten rude* rubbish ruin* sad sadness scam* scary selfish shame* shameful shock* shoddy sick
sorrow stale sloppy spoil* steal* stink* stole* stress* stupid suck* sucks suffer* tacky tasteless terribly tired trash* ugh ugly unacceptabl* unappetizing
unbearabl* uncomfortable undercooked unfair unfriendly unhappy unhelpful unimpress* unprofessional unreliable unsatisf* unusable unwelcome upset* useless wasted waste* weird worry*
worried worse wtf yuck yikes damn hell shitty worthless ashamed cringe tragic
abus* aburrid* amarg* anticuad* arrepent* asco asquer* avergonz* barat* birria burla* cabread* cansad* caos chapuz* chasco culpa decepc* decepcion* defraud* desagradabl* desastre* descontent* descuid* desesper*
desgraci* desilusion* desprecio* disgust* dolor* enfad* engan* engañ* enojad* estafa* excusa* fatal feo fea frustr* harta harto hartos incapac* incompetent* indignad* inutil* irrespetuos* ladron*
lamentabl* lament* mal mala malas malo malos maleducad* mentir* mentiros* mierda miserab* molest* nefast* negligen* odio* patetic* penos* pena peor pesadilla porqueria preocup* quej* queja
rabia ridicul* robo timo timad* tomadura tontería* tonteria* triste* tristeza vago* verguenza vergonzos* fastidi*
"""
FURIOUS = """
abomina* abysmal angry appalled appalling atrocious awful* bastard* bloody contempt criminal* cruelty crooks damned despicable despise* detest* devastat* disgrace* disgust*
disgusted dreadful* enraged evil excruciat* filthy fucking fuck* furious fury ghastly hateful* heartless hellish hideous horrendous horrible* horribly horrif* humiliat* idiots infuriat* livid loath* moron*
never-again outraged outrageous pathetically rage rage* revolting scum scandal* shit* shocking sickening terrible thieves thief thieving toxic unforgivable vile worst wretched
bullshit scammers clowns shambles laughingstock unbelievabl*
asqueros* atroz cabron* desgraciad* gilipoll* horribl* horror* hijos imbecil* impresentabl* inaceptable* indecent* indignante indignac* infame* inadmisible* intolerable* ladrones malisim* pesim* putos puta repugnant* rateros sinvergüenz* sinverguenz*
terrible* terriblemente verguenz* vomitiv* deplorabl* bochornos* inutiles caraduras estafadores
"""
PROBLEM = """
broke broken cancel* confus* error* fail* fault forgot* lost lose slow* stuck troubl* unfortunate* charged crack* crash* creased damage* dead defect* delay* dented didn't dies doesn't double empty error expired fad* fault* faulty fell flicker*
forgotten hole issue* late leak* loose mark* melted missing mistake never nothing overdue peel* pill* problem* refund* return* ripped scratch* shrank small
smashed snapped spill* stain* stopped tear tight too torn twice unable unopened wait* wasn't won't wrong
agujer* averiad* duda* lento* lenta perd* cancel* cobrad* defect* demora* despeg* devol* doble equivoc* error* estrope* falla* falt* fuga hueco manch* nunca pequen* perdid* problema* rasgad* raya* reembols* retras* rompi* rot* suelt* tard* vaci* vacio*
"""
MORE = """
absolutely amazingly awfully bloody completely deeply definitely dead downright enormously entirely especially exceptionally extremely fully fucking greatly highly hugely incredibly
insanely massively more most particularly purely quite really remarkably ridiculously seriously so strongly such super totally tremendously truly unbelievably utterly very way
bastante completamente demasiado especialmente extremadamente increiblemente mas muy muchisimo mucho realmente super tan tanto totalmente verdaderamente sumamente
"""
LESS = """
almost barely bit fairly hardly kind kinda less little marginally mildly moderately occasionally partly pretty rather scarcely slight slightly somewhat sort sorta
algo apenas casi levemente medio menos poco poquito ligeramente
"""
NOT = """
aint ain't aren't arent can't cannot cant couldn't couldnt didn't didnt doesn't doesnt don't dont hadn't hasn't haven't isn't isnt lack lacks neither never no nobody none nope nor not nothing
nowhere shouldn't wasn't wasnt weren't without won't wont wouldn't wouldnt
jamas nada nadie ni ningun ninguna ninguno no nunca sin tampoco
"""
GLAD_SIGNS = "😀😁😂😃😄😅😆😇😉😊😋😌😍😎😘😙😚🙂🤗🤩🥰🥳😻🙌👏👍👌💕💖💗💙💚💛💜❤🎉✨💪🙏🌟⭐💯"
CROSS_SIGNS = "😒😓😔😕😖😞😟😠😡😢😣😤😥😦😧😨😩😪😫😬😭😰😱😳😵🙄🙁☹🤬🤢🤮🤦🤷😑👎💔💩🖕😾🥺"
