"""Words of one matter, though not of one meaning: kettle and boil, pet and cat, screwdriver and repair.

They say only that a sentence speaks of what its sources speak of, never that it says the same. English and Spanish.
"""

from collections.abc import Iterable

from assist.drafting.checking import lexis

_FAMILIES = (
    # what a shop does with goods and money
    "send post parcel courier driver dispatch transit travel van haulier load leave depart way road go out despacho salir sale salen camino",
    "arrive deliver doorstep door kerb home land come turn drop bring reach bring llegar llega traer entregar puerta",
    "return back undo reverse take collect pickup uncollected collection fetch recogida recoger vuelta volver",
    "refund money cash payback reimburse repay credit account bank card reembolso dinero importe tarjeta banco euros",
    "pay cost price charge fee bill paid spend free gratis penny cent pence quid expense owe afford pagar precio coste gratis céntimo nada",
    "free cover gratis nothing complimentary costless charge pay waive regalo gratis portes",
    "postage shipping delivery freight carriage label prepaid freepost portes envío",
    "discount reduce reduction off save saving cheaper sale offer promotion deal voucher coupon code descuento rebaja oferta ahorrar",
    "exchange swap change trade switch replace replacement another other new different spare remake redo renew successor cambio cambiar otro nuevo",
    "cancel stop end quit terminate call leave finish close withdraw discontinue abandon opt cancelar parar dejar baja",
    "subscription renew renewal membership member plan box autoship recurring yearly monthly annual pause skip suscripción renovación socio",
    "order purchase buy bought place basket checkout shopping comprar pedido compra",
    "agree approve accept confirm consent yes nod word permission authorise green-light okay ok say sign aprobar aceptar acuerdo visto confirmar",
    "refuse decline reject turn no dislike exclude exception except deny rule out rechazar negar excluir",
    "warranty guarantee cover insurance insured protect protection promise claim garantía cobertura seguro",
    "promise guarantee commit name swear vow assure sure certain pledge prometer asegurar",
    "repair fix mend restore service workshop technician mechanic screwdriver spanner luthier work job workbench estimate quote reparar taller arreglar revisión técnico",
    "check inspect test examine look assess look-over grade control review see inspection comprobar revisar inspección",
    "damage break broken crack shatter tear rip fault faulty defect defective wrong flaw snag problem hole hurt harm smashed dent scratch spoil ruin fail roto rota rotura defecto golpe daño",
    "wear worn used wash washed tried sit sat sleep slept ride ridden play played touched handled unused usado usar puesto llevado lavado",
    "open opened unsealed seal sealed blister packaging box wrapping wrapped closed shut lid cap intact abrir abierto cerrado precinto caja envase",
    "pack box wrap wrapping packaging carton parcel crate bubble embalaje caja paquete embalar",
    "photo picture image snap snapshot shot camera video foto imagen vídeo",
    "receipt proof invoice bill purchase evidence confirmation slip document paper factura recibo ticket justificante comprobante",
    "write email e-mail mail message call phone ring hear contact tell answer reply response word line note text news chat inform escribir correo llamar avisar contestar noticias teléfono",
    "address street house flat door home postcode town po dirección calle",
    "stock available availability shelf back restock supply supplies preorder pre-order reserve aside hold sold put existencias disponible reservar agotado",
    "wait queue delay late hold patience patient line turn esperar cola retraso",
    "customs duty duties tax taxes vat import border aduana impuestos",
    "maker manufacturer brand producer factory supplier fabricante marca",
    "date day time calendar when schedule slot appointment book booking deadline move shift postpone fecha día cita hora",
    "change move alter adjust vary shift amend edit switch modify different cambiar modificar mover",
    "start begin clock count run commence opening from empezar comenzar contar",
    "end finish expire final last close over until terminar acabar final",
    "quick fast soon prompt early hurry speed rush express urgent rápido pronto",
    "shop store branch counter workshop site website online page web tienda web página",
    "account login profile password settings dashboard online app cuenta perfil",
    "colleague team we staff agent people us somebody nobody person driver equipo persona compañero",
    "customer buyer client shopper purchaser recipient giver gift-giver owner household cliente comprador",
    "gift present surprise birthday christmas wedding packing-slip regalo",
    "deposit hold block reserve security bail fianza depósito retener",
    "rent rental hire lend loan borrow lease daily alquiler alquilar préstamo",
    "sign signature signed signing sign-off firma firmar",
    "insure insurance insurer policy loss lost stolen theft thief missing astray vanish gone lack robo robado perdido falta extraviado",
    "rule policy terms condition conditions guideline norma condición",
    "reason cause because safety hygiene motivo razón higiene seguridad",
    # time, number and measure
    "day daily week weekly month monthly year yearly annual annually fortnight hour night evening morning afternoon noon día semana mes año noche mañana tarde",
    "spring summer autumn winter season seasonal cold hot warm heat frost sunny primavera verano otoño invierno frío calor",
    "first initial early begin beginning start debut new primero inicial",
    "half part partial portion share third quarter tenth mitad parte",
    "many number count amount several lot few quantity how cuánto cantidad número",
    "size fit fits big small large tight loose measure measurement measurements length width height long wide tall bigger smaller dimension cut custom custom-cut made-to-measure bespoke tailored talla medida tamaño",
    "weigh weight heavy light kilo kilos gram peso pesado",
    "colour color shade tone hue dye black white red blue green color tono",
    "temperature degrees degree celsius hot warm cold cool lukewarm heat chill temperatura grados",
    # materials, care and household
    "water wet damp moist rain rainproof waterproof soak drink moisture humid splash drip liquid spill leak wash rinse agua mojado lluvia regar riego húmedo",
    "dry drying dryer tumble air drip evaporate seco secar secadora",
    "wash clean cleaning laundry launder cycle machine detergent soap rinse wipe sponge cloth scrub dirty dirt stain dishwasher cleaner lavar limpiar jabón lavadora lavavajillas sucio mancha",
    "sun sunlight sunshine sunny shade bright light dark window rays direct sol sombra luz oscuro ventana",
    "plant soil earth pot compost seed root garden grow leaf leaves flower bloom feed fertiliser fertilizer prune tree bulb planta tierra maceta jardín abono regar",
    "melt melted liquid wax candle wick burn flame light lit wax-pool surface top edge pool hot jar fundir vela cera mecha",
    "top surface edge side rim border face superficie borde",
    "knife blade sharp sharpen sharpening edge serrated steel hone cuchillo filo hoja",
    "rust corrosion oil grease lubricate metal steel iron óxido aceite grasa",
    "wood wooden oak timber board grain beech plank crack madera roble",
    "furniture sofa bed wardrobe table chair desk cabinet sideboard bookcase shelf drawer assembly assemble assembled build built mueble sofá cama mesa silla armario montar montaje",
    "assemble assembly assembled build built put together set up setup install fit montar montaje montado instalar",
    "cloth fabric textile cotton wool linen silk leather material yarn thread weave swatch sample tela tejido algodón lana muestra",
    "rug carpet pile mat alfombra",
    "mattress pillow duvet quilt comforter sheet bedding blanket sleep night bed colchón almohada edredón sábana",
    "shoe shoes boot sneaker trainer sandal heel sole insole pair footwear lace zapato zapatilla bota par",
    "clothes clothing garment shirt dress jacket coat trousers jeans skirt sweater sock zip seam hem button indoors outdoors ropa camisa vestido chaqueta",
    "ring necklace bracelet earring clasp chain stone gold silver jewel jewellery jewelry resize anillo collar pulsera oro plata joya",
    "watch strap battery clock wrist reloj correa pila",
    "glasses lens lenses frame frames optician prescription eye eyes sight see vision contact gafas lente montura graduación",
    "phone mobile handset sim tablet laptop computer charger cable screen battery lock unlock erase wipe data móvil pantalla cargador batería",
    "camera lens shutter sensor tripod objetivo cámara",
    "book paper notebook pen ink nib pencil print printing printer proof page text wording engrave engraved engraving letter libro papel pluma tinta imprimir grabar grabado",
    "name named personal personalise personalised personalised monogram initials engraving embroidered text wording nombre iniciales personalizado",
    "toy game puzzle jigsaw piece doll play child kid children baby infant juguete juego pieza niño bebé",
    "car seat pram stroller buggy accident crash police report coche silla accidente",
    "bike bicycle cycle wheel tyre pedal handlebar brake brakes saddle frame helmet crank bici bicicleta rueda freno cuadro casco",
    "tool drill saw hammer wrench chisel screwdriver blade chain herramienta taladro sierra",
    "pet dog cat puppy kitten animal rabbit bird hamster vet clinic food feed kibble treat chew bowl leash mascota perro gato pienso veterinario",
    "fish tank aquarium shrimp snail coral livestock water nitrite filter pez acuario",
    "food eat meal taste flavour fresh freeze frozen fridge refrigerator pantry cupboard keep store shelf-life best-before ingredient recipe bake comida comer fresco nevera conservar",
    "coffee tea brew roast bean beans grind ground kettle cup pot boil steep café té taza",
    "wine bottle bottles cork corked cellar glass vino botella corcho copa",
    "olive oil carafe jug cloudy cloud sediment cold aceite garrafa turbio",
    "soap cream skin lotion serum perfume scent shampoo rash allergy allergic cosmetic jabón crema piel perfume alergia",
    "medicine medication med meds prescription pill dose vet doctor pharmacy receta medicina",
    "guitar piano instrument string strings violin tune tuning drum instrumento guitarra cuerda",
    "tent camp camping backpack hike seam waterproof tienda mochila",
    "hair beard shave razor brush pelo barba",
    "safe place neighbour neighbor porch letterbox mailbox nobody absent present someone home hallway vecino buzón ausente",
    "near nearest close closest nearby next local around cerca próximo",
    "outside outdoors outdoor inside indoors indoor house home garden fuera dentro exterior interior",
    "store keep storage put pack away stow shelve guardar almacenar",
    "old used second-hand vintage secondhand refurbished grade condition usado viejo",
    "loan lender credit instalment finance monthly payment préstamo cuota financiación",
    "school headteacher teacher class student pupil colegio profesor alumno",
    "invoice business company trade wholesale vat account empresa factura",
    "error mistake typo slip wrong incorrect misprint errata error",
    "look appearance see seem show visible spot notice ver parecer",
    "night evening overnight sleep noche",
    "left rest remain remaining remainder over leftover restante queda",
    "noise loud quiet sound ruido",
    "smell odour odor scent fragrance olor",
    "paint varnish coat coating finish pintura barniz",
    "light lamp bulb lumen luz lámpara bombilla",
    "heavy carry lift lug stairs floor upstairs room people person subir escalera piso",
    "download file licence license software activate key install descargar archivo",
    "review rating star feedback opinion opinión reseña",
    "recycle recycling eco environment compostable biodegradable landfill donate charity shelter reciclar donar",
)  # fmt: skip


ROOT = 6
"""Letters two words of one root share at the beginning."""


def _by_name() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, family in enumerate(_FAMILIES):
        for word in family.split():
            read = lexis.name_of(word)
            if read is not None:
                found.setdefault(read[0], set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_OF_NAME = _by_name()


def families(names: Iterable[str]) -> frozenset[int]:
    """Return the families that any of these comparable names belongs to."""
    return frozenset(number for name in names for number in _OF_NAME.get(name, ()))


def akin(names: Iterable[str], known: frozenset[int], held: Iterable[str] = ()) -> frozenset[str]:
    """Return the names that belong to one of the families, or begin as one of the `held` names does: crystals, crystallise."""
    roots = frozenset(name[:ROOT] for name in held if len(name) >= ROOT)
    return frozenset(name for name in names if name[:ROOT] in roots or not known.isdisjoint(_OF_NAME.get(name, ())))
