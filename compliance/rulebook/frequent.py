"""Words that stand in ordinary news prose on every page, so that a string found in one of them tells a gate nothing.

English words from the editors' own reading, with the commonest of the larger European languages; what is missing costs
speed, never a finding.
"""

WORDS = (
    "a able about above according across act action actually added administration after again against age agency ago agreed agreement ahead aid air all allow almost alone along "
    "already also although always am america american among amount an analyst analysts and announced annual another any anything april are area army around article as asia ask asked at attack august australia authorities "
    "average away back bank banks based be became because become been before began behind being believe best better between big billion board body bonds book both britain british brought budget building business but buy by call called "
    "came campaign can cannot capital car care case cash central cents chairman change changes charge chief children china chinese city claim clear close closed come coming comment commission committee common community companies company compared concerned "
    "conference congress consumer continue control corp cost costs could council countries country county couple court cover created credit crime crisis currency current currently cut data day days deal death debt december decided decision defense demand department despite "
    "details development did difference different difficult director do does dollar dollars domestic done down drive due during each earlier earnings early east economic economy education effect effort efforts eight either election else emerging end ended energy enough equity "
    "euro europe european even evening event ever every everything evidence exchange executive expect expected experts export exports face fact fall family far february federal feel fell few figures final finance financial find firm first fiscal five floor follow following "
    "for force foreign form former found four free french friday from front full fund funds further future gain game gas gave general german germany get getting give given global go goal going gold good got government great group growth had half hand hands happen hard has have he head "
    "health hear held help her here high higher him his history hit hold home hope hospital hour hours house housing how however human hundred idea if image images impact important in include included including income increase index individual industry inflation information insurance interest international "
    "into investigation investment investors involved is issue issues it item its itself january japan job jobs john joint july june just keep key killed kind know known large last late later law lead leader leaders leading least leave led left less let level levels life light like likely limited line list little live "
    "local london long longer look looking loss losses lost lot low lower made main major make making man management manager many march market markets matter may maybe me mean meet meeting member members men met might military million minister minutes monday money month monthly months more morning most move mr mrs ms much "
    "must my name national near need needed needs net network never new news next night nine no none nor north not nothing notice november now number october of off offer office officer officers official officials often oil old on once one only open operations opposition or order other others our out outside over overall own "
    "page paid paper part parties party past pay people per percent percentage period person place plan plans play point points police policy political poor position possible post pound pound power present president press pressure previous price prices prime print prison private problem problems process product production products profit "
    "program project property proposed protect provide public put quarter question questions quickly quite rate rates rather reach read ready real really reason received recent record red reduce region release released remain remained report reported reporters reports representative reserve reserves residents response rest result results return revenue right "
    "rights rise rising risk road role rose round rule rules run russia russian safety said sale sales same saturday saw say saying says scheduled school second section sector secretary securities security see seek seen sell senate senior sent september series serious service services session set seven several shanghai share shared shares she short "
    "should show showed side sign signed since single site situation six small so social some something soon source sources south southern spending spokesman spokeswoman spring staff stake stand start started state statement states station steel step still stock stocks stop story street strong student students such summer sunday support sure system take taken taking talks tax "
    "team tell ten term terms test text than that the their them then there these they thing things think third this those though thought thousand three through thursday time times to today together told tonne tonnes too took top total toward town trade traders trading traffic training travel trial trust try trying tuesday turn turned two type u uk under union "
    "united university until up us use used using value very video view vote wait wall want war was washington water way we weak weapons wednesday week weekly weeks weight well went were west western what when where whether which while white who whole why will win wing winter with within without woman women word work worked workers working world worth would write written year years "
    "yen yesterday yet yield york you young your members subscribers australia canada canadian australian japanese requires required reporting editing x di ke ini via line mail email links photo picture web online "
    "der die das und den dem des ein eine einen einer ist sind war mit von für auf nicht auch sich bei aus nach wie wird werden hat haben durch über unter oder aber nur noch mehr kann sie wir ich es im in zu zum zur am an als dass "
    "le la les un une des du de et est sont dans pour par sur avec au aux que qui ne pas plus ce cette ces son sa ses il elle ils nous vous en ou mais comme tout tous été leur "
    "el los las una unos del al y es son en por para con no se su sus lo como más pero este esta estos o ha han fue que sin sobre entre todo todos también "
    "il lo gli i una uno della delle dei degli nel nella con per non che è sono si da dal alla come più ma anche o ha hanno questo questa su tra "
    "o os as um uma do da dos das no na nos nas em por para com não que é são se mais mas como seu sua ao também foi "
    "het een van en de dat die is zijn op te met voor niet aan er maar om ook als bij uit door over nog naar werd "
    "och att det som en på är av för med den till inte om ett han var men jag sig från så kan vi nu eller "
    "i w z na nie się do to jest że o jak po co tak za od przez przy dla czy ale jego a v se je na že s to do za pro jako po by si od jsou az egy hogy nem és is meg csak de volt "
    "bir ve bu için ile da de çok daha olarak gibi var en kadar sonra yang dan dari untuk dengan pada adalah tidak akan oleh itu "
)

_EVERYWHERE = (
    "the of and to in a is for on that by with be are or not at it as was from this an has have he said his but they will its were had their which been who all after up out also one more would "
    "about when than other if new no year some into over two can may last could first there you we i any only do what most so time der die das und de la le les el en et y di il e o que en i w na a "
    "het een van och att i v na"
)


def _rates() -> dict[str, float]:
    rates = dict.fromkeys(WORDS.split(), 0.12)
    rates.update(dict.fromkeys(_EVERYWHERE.split(), 4.0))
    return rates


RATES = _rates()
"""Each word with how often it is to be expected on a page; only ever compared."""

TEXT = f" {' '.join(sorted(RATES))} "
"""All of them between blanks, to look a string up in."""
