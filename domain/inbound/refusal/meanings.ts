/**
 * Words of a like meaning in the languages that we know, so that what was learned from one of them helps with the others.
 * Written folded (see ../folded.ts); `text~` is every word that begins so. A word may have several meanings, and being
 * wrong about one is no mistake by itself: what each counts for is learned from what people write (see README.md).
 */
export const MEANINGS: Readonly<Record<string, string>> = {
  cease: `
    stop~ stahp quit quits quitting ceas~ halt~ desist~ refrain~ end ends ending discontinu~ terminat~
    knock hor hort horen aufhor~ auf unterlass~ schluss beend~ einstell~ abstell~ abschalt~ absehen
    verzicht~ arret~ cess~ lach~ dej~ par~n pare paren pares para deten~ cese~ cesar basta suficiente
    alto ophoud~ hou houd kap kappen staak staken stoppen prestan~ skonc~ konc~ nech nechte nechat
    ukonc~ ruhe schweig~ silence silencio enough reicht genug suffit assez genoeg dost stacilo`,
  remove: `
    remov~ delet~ eras~ drop dropp~ purg~ scrub~ strike struck unsub~ unsubsc~ optout exclud~ losch~
    loesch~ entfern~ streich~ nehm~ nimm austrag~ abmeld~ abbestell~ kundig~ supprim~ effac~ retir~
    enlev~ desinscri~ desabonn~ radi~ ray~ borr~ borrenme elimin~ saqu~ quiten~ quitenme baja
    desuscri~ anul~ verwijder~ haal~ schrap~ wis wissen uitschrij~ afmeld~ opzeg~ stopzet~ smaz~
    vymaz~ odhlas~ odstran~ vyrad~ vyskrt~ zrus~ take off lose lost forget forgot ignore block~
    blockier~ bloqu~ blokk~ blok~ cancel~ annul~`,
  not: `
    not dont doesnt didnt never nvr no nor none wont cant isnt arent wasnt without nobody nothing nein
    nicht nich kein~ nie niemals nix nichts niemand ne pas jamais aucun~ rien non personne plus nunca
    jamas ni ningun~ nada nadie sin niet geen nooit niks niets nee zadn~ nikdy nikdo nic bez`,
  contact: `
    text texts texted texting txt~ textin messag~ messg~ msg~ email~ mail~ call calls called calling
    contact~ write writing wrote phone~ ring ringing reach~ remind~ sms~ notif~ communic~ correspond~
    follow followup~ newsletter schreib~ geschrieb~ geschreib~ nachricht~ anruf~ ruf ruft rufen
    angerufen kontakt~ erinner~ benachricht~ schick~ send~ melde~ meld meldet ecri~ appel~ envo~
    texto~ courriel~ relanc~ rappel~ recontact~ sollicit~ escrib~ llam~ mand~ mens~ correo~ envi~
    record~ aviso~ alert~ bel bellen gebeld app appen appje~ appt stuur~ sturen gestuur~ bericht~
    herinner~ telefoon~ contacteer~ benader~ pis~ piste volej~ vola~ zprav~ posil~ posl~ upomin~
    pripom~ telefon~ napis~ kontaktu~`,
  bother: `
    bother~ annoy~ pester~ bug bugging harass~ spam~ disturb~ intru~ nag nagging unwanted unsolicited
    nerv~ belastig~ stor~ behellig~ unerwunscht derang~ harcel~ importun~ emmerd~ soul~ molest~ acos~
    fasti~ pesad~ harto harta fregar joder lastig~ hinder~ stalk~ gek otrav~ obtez~ rusi~ nevyzad~`,
  list: `
    list lists database system files records mailing~ distribution verteiler liste kartei kundendatei
    datenbank fichier~ fichiers base lista contactos lijst bestand systeem maillijst seznam~ databaz~
    evidenc~ rozesil~`,
  address: `
    number~ nummer~ numm~ nr numero~ cislo cisla phone cell handy telephone telefono tel mailadres~
    address adresse adres~ inbox details daten donnees datos gegevens udaj~ coordonnees contact`,
  wrong: `
    wrong rong incorrect mistyp~ mistak~ falsch~ verkehrt~ verwahlt vertippt mauvais~ erreur tromp~
    equivoc~ confund~ verkeerd~ fout~ spatn~ chybn~ spletl~ omyl~ nespravn~ error`,
  consent: `
    consent~ permission authori~ agree~ signed sign subscri~ opt opted opting register~ einwillig~
    zustimm~ erlaub~ angemeldet consentement accord autoris~ inscri~ souscri~ consentim~ autoriz~
    permiso inscrib~ suscri~ registr~ toestemming aangemeld ingeschreven souhlas~ prihlas~ povolen~
    revok~ withdraw~ widerruf~ widerspr~ oppos~ revoc~ herroep intrek~ odvolav~`,
  law: `
    sue suing lawyer attorney police fcc gdpr report~ complain~ anwalt anzeig~ polizei plainte cnil
    avocat denunci~ policia abogado aangifte autoriteit~ stezov~ policii urad~ nahlas~ legal illegal
    law`,
  want: `
    want~ wish~ need~ wanna like care will mochte~ wunsch~ wollen brauch~ veux souhait~ desir~ voudr~
    jveux quiero quer~ dese~ necesit~ wil willen wens~ hoef hoeft chci chce~ prej~ zad~ stojim`,
  interest: `
    interest~ intere~ interess~ zajem zajim~ bedarf bock behoefte egal`,
  more: `
    more anymore again further longer ever future mehr wieder weiter~ kunftig jamais plus encore mas
    nunca otra vuelv~ ya meer weer verder nooit uz dalsi znovu vic jeste`,
  me: `
    me us my our mir mich uns mein~ moi nous mon ma mes m nos mi mis mij ons mijn mn nam muj moje meho`,
  gone: `
    died dead deceased passed late verstorben gestorben tot mort~ deced~ fallec~ murio overleden dood
    zemrel~ longer moved customer~ client~ kunde~ patient~ klant~ zakaznik~ paciente`,
  who: `
    who whos whose how where wer woher wieso warum qui comment quien quienes como wie hoe waar kdo jak
    kde why`,
  alone: `
    alone leave peace let lass~ lasst ruhe frieden laiss~ fich~ fout~ tranquill~ paix dejen~ paz
    tranquil~ laat laten rust pokoj klid svaty svatek`,
  rude: `
    fuck~ f piss~ shit hell damn creep bitch ass wtf eff fick~ arsch sack verpiss~ maul merde chier
    putain gueule degag~ casse~ mierda jodan~ carajo chole chingu~ rot flikker donder sodemieter
    oprotten kut haje prdel~ tahne~ vypad~ zmiz~ shut lost away off hau verschwind~ ta vayan~ larg~
    vete weg pryc bezte jdete`,
  know: `
    know knew kenn~ conna~ conoz~ conoc~ ken kennen zna~ neznam`,
  thing: `
    crown~ krone~ kronen couronne~ corona~ kroon~ korunk~ tooth teeth zahn~ dent~ diente~ tand~ zub~
    shade farbe~ teinte~ color~ kleur~ odstin~ barv~ margin rand bord margen okraj bite bridge
    impression~ scan~ abdruck~ empreinte~ case fall order~ auftrag~ bestell~ commande~ pedido~ cs
    product~ produkt~ vyrob~ produc~ box~ package~ paket~ colis paquete~ pakket~ balik~ cream creme
    krem~ crema pill~ tablett~ treatment behandl~ traitement tratamiento lecb~ stitches faden fils
    puntos hechting~ steh~ metal metall kov~ temporary provisori~ provisoire provisional noodkroon`,
  money: `
    invoice~ bill billing pay paid payment~ charge~ card bank fee refund amount total rechnung~
    bezahl~ uberweis~ mahn~ facture~ pay~ frais prelev~ factura~ pag~ cobro monto recargo factuur
    betaal~ incasso bedrag faktur~ zaplat~ plat~ castk~ poplat~ subscription abo abonnement~
    suscripcion predplatn~ price preis kost~ cuest~ coute`,
  when: `
    today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday week weeks month
    morning evening noon before after until till later heute morgen gestern montag dienstag mittwoch
    donnerstag freitag woche vor bis erst nach demain hier lundi mardi mercredi jeudi vendredi semaine
    avant apres manana ayer lunes martes miercoles jueves viernes semana antes despues vandaag
    gisteren maandag dinsdag woensdag donderdag vrijdag voor tot dnes zitra vcera pondeli utery utek
    stredu ctvrtek ctvrtka patek pred do 0 uhr am pm`,
  visit: `
    appointment~ visit~ booking reschedul~ schedule~ termin~ besuch rendez rdv cita~ visita afspraak
    bezoek navstev~ stop by office pick come coming kommen komm venir viens passe paso vengo kom langs
    prijdu stav~ vyzved~ abhol~ holt recog~ ophal~`,
  yes: `
    yes yep sure ok okay ja gerne oui si claro vale prima goed ano jasne dobre proceed weiter
    continuez adelante door pokracuj~ agree`,
  thanks: `
    thanks thank thx ty danke~ dank merci gracias bedankt dekuj~ diky please bitte svp favor aub
    prosim sorry`,
  got: `
    received receive got get see open found bekommen erhalten gefunden recu vu trouve recibi~ llego
    ontvangen gekregen nedostal prisel~ nasel`,
  else: `
    else somebody someone anyone another different jemand ander~ autre quelqu otro otra alguien ander
    iemand jin~ nekom~`,
  body: `
    pain~ hurt~ swell~ swollen bleed~ blood itch~ red redness skin face gum gums jaw fever allerg~ rash
    knee back headache~ sore dry burn~ heal~ schmerz~ weh tut schwell~ blut~ juck~ haut gesicht kiefer
    fieber ausschlag knie douleur~ mal gonfl~ saign~ peau visage machoire fievre rougeur~ demangeais~
    dolor~ duele hincha~ sangr~ piel cara fiebre comezon picazon rodilla pijn zwell~ bloed~ jeuk~ huid
    gezicht kaak koorts knie bolest~ boli nebol~ otok~ otek~ krvac~ krev svedi plet kuze horeck~ koleno
    alergi~ better worse besser schlimmer mieux pire mejor peor beter slechter lepsi horsi`,
  family: `
    wife husband mother mom mum father dad son daughter sister brother boss assistant kids friend
    mann frau mutter vater sohn tochter schwester bruder chef chefin femme mari mere maman pere fils
    fille soeur frere esposa esposo mujer marido mama papa madre padre hijo hija hermana hermano jefe
    vrouw man moeder vader zoon dochter zus broer baas zena zeny manzel~ matka maminka otec syn dcera
    sestra bratr sef sefa`,
  file: `
    file files attach~ photo~ picture~ screenshot~ upload~ link login log password portal website app
    error ticket version update browser restart~ download~ stl form pdf datei~ anhang~ foto~ bild~
    hochgelad~ passwort fehler~ neustart formular~ fichier~ piece jointe capture~ lien erreur mot
    archivo~ adjunt~ captura~ enlace~ contrasena~ error formulario bestand~ bijlage~ wachtwoord
    schermafdruk fout formulier soubor~ priloh~ fotk~ obraz~ odkaz~ heslo chyb~ formular~ nahran~`,
  wait: `
    wait~ hold pause later soon yet still already busy late delay~ minut~ time again moment quick~ warte~
    spater bald noch schon zeit gleich momentan attend~ tard bientot encore deja temps retard tout
    esper~ luego pronto todavia aun tiempo tarde wacht~ straks nog al tijd even laat cek~ pozdej~ brzy
    jeste zatim cas hned chvil~ next nachst~ prochain~ proxim~ volgend~ pristi`,
  good: `
    good great fine perfect nice love lovely happy amazing awesome excellent best beautiful well super
    gut toll schon prima perfekt bestens klasse begeister~ zufried~ bien parfait~ genial ador~ content~
    nickel magnif~ super bueno buen buena perfect~ encant~ content~ excelente genial bonit~ goed mooi
    fijn blij tevreden geweldig~ top dobr~ skvel~ super nadher~ nadsen~ spokojen~ krasn~ ok`,
  whatever: `
    when what which why much many long often wann was welch~ wieviel oft quand quoi quel~ pourquoi
    combien cuando que cual~ cuanto~ cuantas wanneer wat welk~ waarom hoeveel vaak kdy co ktery~ ktera
    kolik kolikrat proc where wo ou donde waar kde`,
  take: `
    use using used wear wearing apply rinse brush try trying start begin change order ordered ship
    shipped deliver~ pick picked make made remake redo fix repair nutz~ trag~ auftrag~ spul~ probier~
    beginn~ anfang~ ander~ liefer~ mach~ reparier~ utilis~ port~ appliqu~ rinc~ essay~ commenc~
    chang~ livr~ refai~ repar~ usar usa~ llev~ aplic~ enjuag~ prob~ empez~ empiez~ cambi~ entreg~
    hac~ gebruik~ draag draagt dragen smeer~ spoel~ probe~ begin~ verander~ lever~ maak~ pouziv~ nos~
    nanas~ zkus~ zacn~ zmen~ dorucen~ udel~ oprav~`,
};
