"""Words that tell a short message's language: what everybody says, and what customers of a shop say. Without accents.

Shared words count less: each vote is split among the languages that have the word.
"""

WORDS: dict[str, str] = {
    "en": """
a about again all already also am an and any anything are as at back be been before best blue broken but by call came can cancel cannot card change changed charge charged check code colour color
come could customer damaged day days delivered delivery did didn't different discount do does doesn't don't dont email every exchange excuse faulty for from gift give go good got great had has have haven't
hello help here hey hi his how i i'd i'm i've if im in instead invoice is isn't it item its jacket just know label large last late leaking left like look lost made make many me medium missing money more morning
my name need never new news next no not nothing now of off old on one only open or order ordered orders other our out paid parcel payment perfect phone please pls possible price problem question
received red refund reply return returned right said same say says see send sent shipped shipping shoes should size skip small so some someone something soon sorry speak still stop such sure swap
than thank thanks that that's the them then there these they thing think this time to today tomorrow too track tracking two until update us use used very want was wasn't waiting way we week well went were what when
where where's wheres which while who why will with without won't working would wrong yes yesterday yet you you're your zip agent human person cheers boots dress
evening afternoon swollen smell gift sealed pump dead stil lol pregnant vegan works arrived arrive anyone
""",
    "es": """
a abierto agente ahora al algo alguien algun alguna amarillo año antes aqui asi aun ayer ayuda azul bien blanco bota botas bote bueno buena buenas buenos cambiar cambiais cambio camiseta cancelar cantidad cargo chaqueta cliente
cobrado cobro codigo color comprar compra compre con correo cosa cremallera crema cual cuando cuanto cuenta dar de debe decir del desde descuento despues devolucion devolver dia dias dice dinero direccion donde dos
el ella ellos en entrega entregado enviar enviado envio equivocada equivocado era es esa ese eso esta estaba estan estas este esto estoy factura falta favor fecha funciona gracias grande gratis guantes gustaria ha habeis haber hace hacer han hasta
hay he hecho hola hoy igual informacion jueves la las le les llega llegado llego llegar lo los luego lunes mal mañana manana mandar mas mayor me mejor menos mi miercoles mis mismo mucho muchas muy nada nadie ni ningun no noches nombre nos nuevo
numero nunca o os otra otro otros pagar pago pantalon paquete para pasa pedi pedido pedidos pequeño pequeña pequeno pequena perdido perdon perfecto pero persona pone por porque podeis podria precio pregunta problema puede puedo que queda queria quien quiero
recibido reembolso regalo respuesta ropa roto rota rojo saber se sea segundo semana semanas ser si sido siempre sigue sin sobre solo son soy su sus tal talla tallas también tambien tampoco tarde tardes tarjeta tengo tenia
tiempo tienda tiene tienen todavia todo todos tres tu un una uno unos usar va vale vamos veces ver vez viene viernes vosotros voy vuestra vuestro y ya yo zapatos abono agradeceria quisiera desearia necesito necesita
""",
    "pt": """
ainda agora ajuda alguem alguma ao aos aquilo artigo as ate bem boa bom botas caixa cancelar cartao casaco chegou chega chegar cliente codigo com como comprei compra conta cor da das de dei desconto desde devolucao devolver dia dias dinheiro disse do dos
e ela ele eles em encomenda encomendei enviar envio era errada errado esse esta estou estava eu falta fatura favor fazer fecho feito foi fui gostaria grande ha hoje isso isto ja lhe loja mais mas mau melhor meu meus minha minhas muito muita na nada nao nas
nem ninguem no noite nos nossa nosso numero nunca o obrigada obrigado ola onde os ou outra outro pacote pagar paguei pagamento para pedido pela pelo pequeno perdido pode podem por porque posso preciso prazo preco produto quais qual quando quanto que quem queria quero
quer receber recebi reembolso roupa saber sao se segunda sem semana semanas ser seu sim sobre sou subscricao sua tamanho tambem tarde te tem tenho tinha toda todos trocar troca tudo um uma veio vez voces vou bomba estragado funciona gostava podiam
""",
    "fr": """
a abonnement acheter acheté adresse ai aide aimerais allo annuler apres arrive arrivé arrivee as attend au aussi aujourd'hui autre aux avais avant avec avez avoir bien boite bon bonjour bonsoir bonne c'est ca cadeau carte casse cassee ce cela cette chez
client code colis combien commande commander comme comment comprends compte dans de demande depuis des deux dis dit dois donc du echange echanger elle elles en encore envoyer envoye est et etait ete etre facture fait faire faut fermeture hier ici il ils j'ai j'attends
j'avais je jamais jour jours jusqu'a la le les leur livraison livre lui ma mais manque matin me mes merci moi mon monsieur madame n'ai n'est ne ni nom non nos notre nous nouveau numero on ou où oui paiement pas payer paye perdu petit petite peu peut peux plus pour
pourquoi pouvez prix probleme produit qu'est quand que quel quelle quelqu'un qui quoi recevoir recu reçu remboursement rembourser rendre reponse retour retourner rien s'il sa sans se semaine ses si soir sont suis suivi sur svp taille tard te tous tout toute
tres trop trouve un une va vais vers veste veux voila votre vos voudrais vous vrai y cassé créme creme plaques rouges
""",
    "de": """
aber abo alle alles als am an andere angekommen artikel auch auf aus ausgelaufen bei beim bekommen bekomme bereits beschadigt bestellt bestellung bestellnummer bezahlt bin bis bitte bleibt brauche da danke dann das dass dem den der des die diese dieser doch
du ein eine einem einen einer erhalten erst es etwas falsch falsche falsches fehlt frage fur fuer gab gegen geht geld gerne gibt grosse groesse größe gross grun guten gut gutschein habe haben hallo hat hatte herr hier ich ihr ihre ihnen im immer in ist ja jacke jetzt
kann kaputt karte kein keine klein kommen kommt konnen koennen konnte kundigen kuendigen kunde lange leider liefern lieferung mal man mehr mein meine meinem meinen mich mir mit mochte moechte morgen muss nach nein neu nicht nichts noch nochmal nur ob oder ohne paket
problem rechnung reklamation retoure rot rucksendung ruckgabe sagen schicken schon schuhe sehr sein seit sendung sich sie sind so soll steht stiefel storniere stornieren storniert tag tage und uns unser vergessen verloren versand viel vielen von vor wann war warte warten warum was weil wenn wer werden wie wieder
will wir wird wo woche wochen wohin wurde zahlung zu zum zur zuruck zurück zurueck zuruckgeben zurückgeben zweimal creme umtauschen umtausch rückgabe erstattung
""",
    "it": """
abbonamento acquisto adesso ancora anche annullare aperto arrivare arrivata arrivato arriva avete aver aspetto assistenza bene buon buona buonasera buongiorno cambiare cambio cerniera che chi ciao codice colore come con consegna conto cosa cosi crema da dal dalla
dei del della delle deve devo di dopo dove dov'è dov'e due e è ed era errata errato fare fatto fattura favore giacca giorni giorno gli grande grazie ha hai hanno ho il in indirizzo indietro io la le lei lo loro ma mai mail mandare manca meglio mi mia mie miei mille mio molto
negozio nel nella nessuno niente no noi nome non nostro numero o oggi ogni ordinato ordine ordini pacco pacchetto pagamento pagare pagato per perche perso piccola piccolo piu più poi posso potete prego prezzo prima problema prodotto puo quale quando quanto quello questa questo qui quindi
reso resi restituire ricevere ricevuto rimborso rotta rotto sbagliata sbagliato scarpe scusi se sei senza si sia sono spedire spedito spedizione sta stato stivali su sua subito suo taglia tempo tutti tutto ultimo un una uno va vestito vi voglio volta vorrei vostro
""",
    "nl": """
aan aangekomen aankoop al alle allemaal als alstublieft alsjeblieft altijd andere bedankt bestelde besteld bestelling betaald betaling bij bijna binnen blijft bon crème dag dan dank dat de deze die dit doen door drie dus een eens er ergens factuur ga gaan gaat gebroken geen geld geleden
geleverd gekregen gekocht goed goede goedemiddag goedemorgen goedenavond graag groot had hallo heb hebben heeft hem het hier hij hoe hoi ik iemand iets in is ja je jullie kan kapot klant klein komt kon krijg kunnen kunt kwijt laat lang leveren levering maar maat mag me meer met mij
mijn misschien moet moeten mooi morgen na naar niet niets niemand nieuw nieuwe nog nooit nu of om omdat omruilen ons onze ontvangen ook op over pakje pakket pakketje per retour retourneren rits ruilen schoenen snel sorry staat stuk sturen te terug terugsturen tot twee uit uur van vandaag veel verkeerd
verkeerde verzonden verzending volgende voor vraag vragen waar waarom wanneer want was wat week weken wel welke werkt wie wil willen worden wordt zijn zo zonder zou laarzen jas vervangen klacht annuleren
""",
    "ca": """
aixo aixi al alguna als amb ara arribat arriba avui be bon bona botes canviar canvi caixa comanda com compte demà d'aquest d'una del dels des diners dir el ell els em en encara era és esta estic estan factura fer fins gracies gràcies gran ha hauria he hem hola i ja jo la les li m'ha
meu meva mes més meus mida molt moltes n'hi nom no nosaltres on os paquet pel per perque perdut petites petita podeu podria puc quan quant que quin quina rebut res sabates sense ser si sisplau soc son talla tard teniu tinc tornar trencat tot una unes us va vaig van veure vostra vostre voldria vull xino
""",
    "pl": """
albo ale bardzo bez brak by byc był była chce chciałbym chciałabym co czekam czemu czy dla do dobry dziekuje dziękuję dzień dzien dostałem dostałam dotarła dotarło gdzie go i ich jak jaki jest jeszcze już juz kiedy kto który kurtka ma mam mi mnie moja moje mój moj na nadal nie numer
o od oraz paczka paczki pieniądze po pomoc prosze proszę przesyłka przesyłki reklamacja rozmiar są się sie tak tam ten to towar tylko tym w wciąż wymiana za zamówienia zamówienie zamowienie zły zostało zwrot zwrócić że z faktura buty
""",
    "sv": """
att av betalat beställning beställt bestallning dag de den det din du då efter eller en ett fel finns fick för fort från får fatt fått gick god hade han har hej hjälp hur här i ingen inget inte ja jag jacka jacket kan kom kommer kvitto köpte leverans man med mig min mina mitt men måste nej när något nu och
om order paket paketet pengar på retur returnera skickat skicka skor snälla som storlek så tack till tillbaka trasig undrar upp ut vad var varför vi vill är ännu över
""",
    "da": """
af allerede at bestilling bestilt betalt dag de den der det din du efter eller en er et faktura fejl fik for forkert fra får få god gik har hej hjælp hvad hvor hvordan hvorfor hvornår i igen ikke ingen jakke jeg kan kom kommer kvittering købte levering man med mig min mine mit men må nej nu når og også om ordre pakke
pakken penge på retur returnere sendt sko som størrelse tak til tilbage ud var venligst vi vil været
""",
    "no": """
av bestilling bestilt betalt dag den der det din du eller en er et etter faktura feil fikk for fra få god gikk har hei hjelp hva hvor hvordan hvorfor når i igjen ikke ingen jakke jeg kan kom kommer kvittering kjøpte levering man med meg min mine mitt men må nei nå og også om ordre pakke pakken penger på
retur returnere sendt sko som størrelse takk til tilbake ut var vennligst vi vil vært
""",
    "ro": """
acum ajuns am ar as asta astept au aveti bani bine buna bună ce cand când care cat cineva colet coletul comanda comandă cu cum da de din dar este eu factura fi fost ghete imi îmi in în inapoi la livrare ma mai marimea mea meu multumesc mulțumesc nici nimic noi nu o pe pentru primit produs produsul retur
returnez rog sa să sau si și sunt stiti și unde un una va vă vreau zile ziua mi-a n-am
""",
    "cs": """
a ale ani bez bota boty bude by být co chci cekam čekám dal další dobrý den děkuji dekuji faktura host hned jak jaký jeho je jsem jste ještě kde kdy koupil když mám me můj moje moji mi mně na nebo nedostal není nic nové objednal objednávka objednávku od peníze po prosím prosim pro proč s se stále ta
tak ten to u už velikost vrátit vrácení ve však z za zásilka zasilka zboží že zpět
""",
    "tr": """
acaba adet ama ayakkabı bana bedeni beden bekliyorum ben benim bir bu çok da daha de değil degil ediyorum evet fatura geldi gelmedi gönder gün hala hâlâ hayır henüz hiç için iade iptal istiyorum kargo kaç kadar mi mı merhaba mü nasıl ne neden nerede nerde numarası olarak paket para sipariş siparişim
siparis siparişimi teşekkür teşekkürler tesekkurler var ve ya yanlış yardım yok zaman lütfen lutfen
""",
    "fi": """
ei en että hei hyvä ja joka jo kiitos kiitoksia koko koska kun kuitti kuinka lasku maksoin missä milloin minun minä mikä mitä mutta niin ole olen oli on paketti palautus palauttaa rahat saanut se sitten takaisin tilaus tilaukseni tilasin toimitus vaihtaa vielä väärä voiko ystävällisesti
""",
}
LETTERS: dict[str, str] = {
    "es": "ñ¿¡", "pt": "ãõ", "de": "ß", "pl": "łąęśźżń", "cs": "ěřůťďň", "ro": "șțăş", "tr": "ğış", "fr": "œ", "sv": "", "da": "æø", "no": "æø", "uk": "іїєґ",
}  # fmt: skip
"""Letters that hardly any other of these languages has."""
