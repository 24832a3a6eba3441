"""Words that newspapers, broadcasters and publishers are called by, in languages that write all of a title but its first word small."""

TITLES = frozenset(
    # Slavic languages in Latin letters
    "noviny listy list novice vijesti vesti glas glasnik glasilo dnevnik tjednik tednik večer večernik hlas hlasy denník deník týdeník týždenník tyždenník"
    " pravda život kurýr kuriér kurier zprávy zpravodaj správy spravodaj média mediji vydavatelství vydavateľstvo nakladatelství naklada nakladništvo"
    " sata wydawnictwo wyborcza polska gazeta gazety tygodnik dziennik głos kronika echo echa nowiny wieści radio rádio rozhlas televize televízia televizija"
    " televizia telewizja agencija agentura agentúra agencja tisk tlač tisak portal portál prapor čas obzor ekspres novosti nedelja zora"
    # … and in Cyrillic
    " вести вестник веснік новости новини вісті вісник ведомости відомості голос глас гласник дневник газета газетата правда праўда известия известие"
    " время час часа слово жизнь життя край кур'єр курьер куриер курир телевидение телебачення телевизия телевизија радио радіо радыё медиа медіа медии медијум"
    " агентство агенція агенция агенција издательство видавництво издателство издаваштво журнал вечер печат труд звезда звязда новае навіны"
    " ақпарат агенттігі радиосы газеті жаңалықтары сонин мэдээ"
    # Baltic and Finnic languages
    " žinios naujienos diena rytas laikraštis balsas ziņas avīze vēstis balss laiks televīzija radijas aidas leidykla izdevniecība aģentūra agentūra"
    " leht päevaleht teataja sõnumid uudised ringhääling kirjastus sanomat lehti uutiset viikko viesti kansa yleisradio"
    # Germanic languages
    " blað blaðið dagblað dagblaðið fréttablað fréttablaðið fréttir útvarp ríkisútvarp sjónvarp útgáfa avis avisen avisa blad bladet tidende tidning tidningar"
    " tidningen dagblad dagbladet nyheter nyheder posten folkeblad allehanda kuriren kringkasting forlag förlag nieuws courant krant nieuwsblad omroep uitgeverij uitgevers"
    # Hungarian
    " lapkiadó kiadó hírlap napló néplap újság televízió hírek hírügynökség hírmondó"
    # Romance languages
    " periódico periòdic diario mundo voz vanguardia país razón nación prensa noticias noticia correo tiempo comercio semanario quotidiano giornale gazzetta"
    " stampa repubblica messaggero mattino notizie monde presse dépêche journal quotidien parisien voix jornal folha notícias público correio globo estado diário"
    " semanário editora editorial editrice éditions ziarul adevărul libertatea televiziune televiziunea editura diari televisió televisión ràdio rádio"
    # Greek, Albanian, Azerbaijani, Turkish, Armenian
    " φωνή νέα εφημερίδα εκδόσεις gazetë shqiptare qəzeti xəbər nəşriyyatı agentliyi jurnalı portalı telekanalı gazetesi ajansı dergisi"
    " գործակալություն թերթ օրաթերթ շաբաթաթերթ հանդես ամսագիր ռադիո հեռուստաընկերություն հրատարակչություն".split()
)
"""Small letters, as `str.casefold` makes them."""
