"""The words facts are written with, English and Spanish, and the one name each goes by in normal forms."""


def _by_spelling(names: dict[str, str]) -> dict[str, str]:
    """Turn `{name: "spelling spelling"}` into `{spelling: name}`."""
    return {spelling: name for name, spellings in names.items() for spelling in spellings.split()}


CURRENCIES = _by_spelling({
    "EUR": "€ eur euro euros", "GBP": "£ gbp pound pounds quid", "USD": "$ us$ usd dollar dollars dólar dólares",
    "CAD": "cad", "AUD": "aud", "CHF": "chf",
})  # fmt: skip

MONTHS = {
    spelling: int(number)
    for spelling, number in _by_spelling({
        "1": "january jan enero ene", "2": "february feb febrero", "3": "march mar marzo", "4": "april apr abril abr",
        "5": "may mayo", "6": "june jun junio", "7": "july jul julio", "8": "august aug agosto ago",
        "9": "september sept sep septiembre setiembre", "10": "october oct octubre", "11": "november nov noviembre",
        "12": "december dec diciembre dic",
    }).items()
}  # fmt: skip

TIME_UNITS = _by_spelling({
    "second": "seconds secs segundos", "minute": "minute minutes min mins minuto minutos",
    "hour": "hour hours hora horas h hr hrs", "day": "day days día días dia dias",
    "week": "week weeks semana semanas wk wks fortnight fortnights quincena quincenas",
    "month": "month months mes meses", "year": "year years año años yr yrs",
})  # fmt: skip
"""`second` alone is an ordinal ("a 2 second claim" nobody writes); a fortnight is two weeks, see `forms`."""

COUNTED = _by_spelling({
    "item": "item items article articles artículo artículos articulo articulos", "product": "product products producto productos",
    "piece": "piece pieces pieza piezas", "unit": "unit units unidad unidades", "pair": "pair pairs par pares",
    "set": "set sets juego juegos", "bottle": "bottle bottles botella botellas frasco frascos", "box": "box boxes caja cajas",
    "sample": "sample samples muestra muestras", "parcel": "parcel parcels package packages paquete paquetes bulto bultos",
    "order": "order orders pedido pedidos", "return": "returns devoluciones", "exchange": "exchange exchanges cambios",
    "refund": "refunds reembolsos", "label": "label labels etiqueta etiquetas", "claim": "claim claims reclamación reclamaciones",
    "photo": "photo photos picture pictures image images foto fotos imagen imágenes", "video": "video videos vídeo vídeos",
    "document": "document documents documento documentos", "file": "file files archivo archivos", "page": "page pages página páginas",
    "request": "request requests solicitud solicitudes petición peticiones", "message": "message messages mensaje mensajes",
    "e-mail": "email emails e-mail e-mails correo correos", "reminder": "reminder reminders recordatorio recordatorios",
    "attempt": "attempt attempts intento intentos", "time": "times veces vez", "use": "uses usos",
    "customer": "customer customers cliente clientes", "person": "person persons people persona personas",
    "user": "user users usuario usuarios", "member": "member members socio socios", "employee": "employees empleados",
    "account": "account accounts cuenta cuentas", "address": "addresses direcciones", "device": "device devices dispositivo dispositivos",
    "code": "code codes código códigos", "voucher": "voucher vouchers vale vales coupon coupons cupón cupones",
    "card": "cards tarjetas", "point": "point points punto puntos", "star": "star stars estrella estrellas",
    "review": "review reviews reseña reseñas", "size": "sizes tallas", "color": "colours colors colores",
    "shop": "shops stores tiendas", "warehouse": "warehouses almacenes", "country": "country countries país países",
    "instalment": "instalment instalments installment installments payment payments plazos cuotas pagos",
    "invoice": "invoice invoices factura facturas", "license": "license licenses licence licences licencia licencias",
    "seat": "seat seats", "copy": "copies copias", "project": "project projects proyectos", "repository": "repositories",
    "strike": "strikes", "delivery": "deliveries entregas", "visit": "visits visitas", "drop": "drops gotas",
    "pump": "pumps", "application": "applications", "layer": "layer layers capa capas", "wash": "washes lavados",
    "word": "word words palabras", "character": "character characters caracteres", "digit": "digit digits dígitos cifras",
    "degree": "degree degrees grados °c", "lumen": "lumen lumens lúmenes", "kg": "kg kilo kilos kilogram kilograms kilogramos",
    "g": "g gram grams gramos", "ml": "ml millilitres milliliters mililitros", "l": "l litre litres liter liters litro litros",
    "mm": "mm", "cm": "cm centimetres centimeters centímetros", "m": "metres meters metros", "km": "km kilometres kilometers kilómetros",
    "inch": "inch inches pulgadas", "lb": "lb lbs", "kb": "kb", "mb": "mb megabytes", "gb": "gb gigabytes", "tb": "tb",
})  # fmt: skip
"""What policies count. Closed on purpose: "size 42 runs small" counts no runs."""
COUNTED |= {
    f"{written} {scale}": name
    for name, scales in {"degree": ("c", "celsius"), "fahrenheit": ("f", "fahrenheit")}.items()
    for scale in scales
    for written in ("degrees", "grados")
} | {"°f": "fahrenheit"}
"""Degrees of one scale are none of the other."""

BETWEEN_NUMBER_AND_NOUN = (
    "free", "new", "different", "separate", "clear", "sharp", "original", "additional", "extra", "more", "other", "single",
    "sale", "gift", "sample", "failed", "delivery", "full", "same", "used", "unused", "unopened", "opened", "individual",
    "replacement", "consecutive", "maximum", "primeras", "primeros", "nuevas", "nuevos", "otros", "otras", "últimos",
    "of your", "of our", "of the", "of these", "de tus", "de los", "de las",
)  # fmt: skip
