/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every word that a line of an ecogram knows, in English and Dutch. The first
 * phrase of a meaning is the one that is written back. Phrases are folded: small
 * letters, no accents.
 */
#include "config.h"

#include "diagram/ecogram.h"

#include "base/i18n.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct notation_sign signs[] = {
    {"--", SIGN_LINK},  {"–", SIGN_LINK},  {"—", SIGN_LINK},      {">", SIGN_GIVES},
    {"->", SIGN_GIVES}, {"→", SIGN_GIVES}, {"<", SIGN_TAKES},     {"<-", SIGN_TAKES},
    {"←", SIGN_TAKES},  {"<>", SIGN_BOTH}, {"<->", SIGN_BOTH},    {"↔", SIGN_BOTH},
    {"⇄", SIGN_BOTH},   {"><", SIGN_BOTH}, {"!", SIGN_IMPORTANT}, {"!!", SIGN_VERY_IMPORTANT},
    {",", SIGN_COMMA},  {":", SIGN_COLON}, {";", SIGN_STOP},      {"|", SIGN_STOP},
    {"،", SIGN_COMMA},
};

static const struct notation_phrase words[] = {
    {"strong", WORD_STRONG},
    {"good", WORD_STRONG},
    {"warm", WORD_STRONG},
    {"very close", WORD_STRONG},
    {"sterk", WORD_STRONG},
    {"sterke", WORD_STRONG},
    {"hecht", WORD_STRONG},
    {"hechte", WORD_STRONG},
    {"goed", WORD_STRONG},
    {"goede", WORD_STRONG},
    {"warme", WORD_STRONG},
    {"plain", WORD_PLAIN},
    {"ordinary", WORD_PLAIN},
    {"normal", WORD_PLAIN},
    {"neutral", WORD_PLAIN},
    {"gewoon", WORD_PLAIN},
    {"gewone", WORD_PLAIN},
    {"normaal", WORD_PLAIN},
    {"neutraal", WORD_PLAIN},
    {"weak", WORD_WEAK},
    {"fragile", WORD_WEAK},
    {"thin", WORD_WEAK},
    {"superficial", WORD_WEAK},
    {"zwak", WORD_WEAK},
    {"zwakke", WORD_WEAK},
    {"broos", WORD_WEAK},
    {"oppervlakkig", WORD_WEAK},
    {"kwetsbaar", WORD_WEAK},
    {"stressful", WORD_STRESSFUL},
    {"stress", WORD_STRESSFUL},
    {"tense", WORD_STRESSFUL},
    {"conflict", WORD_STRESSFUL},
    {"difficult", WORD_STRESSFUL},
    {"stressvol", WORD_STRESSFUL},
    {"stressvolle", WORD_STRESSFUL},
    {"gespannen", WORD_STRESSFUL},
    {"spanning", WORD_STRESSFUL},
    {"moeilijk", WORD_STRESSFUL},
    {"moeilijke", WORD_STRESSFUL},
    {"ruzie", WORD_STRESSFUL},
    {"not stressful", WORD_NOT_STRESSFUL},
    {"no stress", WORD_NOT_STRESSFUL},
    {"no conflict", WORD_NOT_STRESSFUL},
    {"niet stressvol", WORD_NOT_STRESSFUL},
    {"niet gespannen", WORD_NOT_STRESSFUL},
    {"geen stress", WORD_NOT_STRESSFUL},
    {"geen conflict", WORD_NOT_STRESSFUL},
    {"geen spanning", WORD_NOT_STRESSFUL},
    {"broken", WORD_BROKEN},
    {"broken off", WORD_BROKEN},
    {"cut off", WORD_BROKEN},
    {"cutoff", WORD_BROKEN},
    {"estranged", WORD_BROKEN},
    {"no contact", WORD_BROKEN},
    {"verbroken", WORD_BROKEN},
    {"gebroken", WORD_BROKEN},
    {"geen contact", WORD_BROKEN},
    {"not broken", WORD_NOT_BROKEN},
    {"restored", WORD_NOT_BROKEN},
    {"niet verbroken", WORD_NOT_BROKEN},
    {"hersteld", WORD_NOT_BROKEN},
    {"gives energy", WORD_GIVES},
    {"geeft energie", WORD_GIVES},
    {"takes energy", WORD_TAKES},
    {"costs energy", WORD_TAKES},
    {"kost energie", WORD_TAKES},
    {"both ways", WORD_BOTH},
    {"mutual", WORD_BOTH},
    {"wederzijds", WORD_BOTH},
    {"wederkerig", WORD_BOTH},
    {"here", WORD_HERE},
    {"hier", WORD_HERE},
    {"origin", WORD_ORIGIN},
    {"country of origin", WORD_ORIGIN},
    {"home country", WORD_ORIGIN},
    {"homeland", WORD_ORIGIN},
    {"back home", WORD_ORIGIN},
    {"herkomst", WORD_ORIGIN},
    {"land van herkomst", WORD_ORIGIN},
    {"herkomstland", WORD_ORIGIN},
    {"thuisland", WORD_ORIGIN},
    {"elsewhere", WORD_ELSEWHERE},
    {"abroad", WORD_ELSEWHERE},
    {"elders", WORD_ELSEWHERE},
    {"buitenland", WORD_ELSEWHERE},
    {"ander land", WORD_ELSEWHERE},
    {"in", WORD_IN},
    {"lives in", WORD_IN},
    {"woont in", WORD_IN},
    {"person", WORD_PERSON},
    {"persoon", WORD_PERSON},
    {"system", WORD_SYSTEM},
    {"organisation", WORD_SYSTEM},
    {"organization", WORD_SYSTEM},
    {"institution", WORD_SYSTEM},
    {"systeem", WORD_SYSTEM},
    {"organisatie", WORD_SYSTEM},
    {"instelling", WORD_SYSTEM},
    {"instantie", WORD_SYSTEM},
    {"practical", WORD_PRACTICAL},
    {"praktisch", WORD_PRACTICAL},
    {"praktische", WORD_PRACTICAL},
    {"company", WORD_COMPANY},
    {"companionship", WORD_COMPANY},
    {"gezelschap", WORD_COMPANY},
    {"gezelligheid", WORD_COMPANY},
    {"advice", WORD_ADVICE},
    {"information", WORD_ADVICE},
    {"advies", WORD_ADVICE},
    {"informatie", WORD_ADVICE},
    {"raad", WORD_ADVICE},
    {"emotional", WORD_EMOTIONAL},
    {"emotioneel", WORD_EMOTIONAL},
    {"emotionele", WORD_EMOTIONAL},
    {"daily", WORD_DAILY},
    {"every day", WORD_DAILY},
    {"dagelijks", WORD_DAILY},
    {"elke dag", WORD_DAILY},
    {"iedere dag", WORD_DAILY},
    {"weekly", WORD_WEEKLY},
    {"every week", WORD_WEEKLY},
    {"wekelijks", WORD_WEEKLY},
    {"elke week", WORD_WEEKLY},
    {"iedere week", WORD_WEEKLY},
    {"monthly", WORD_MONTHLY},
    {"every month", WORD_MONTHLY},
    {"maandelijks", WORD_MONTHLY},
    {"elke maand", WORD_MONTHLY},
    {"iedere maand", WORD_MONTHLY},
    {"yearly", WORD_YEARLY},
    {"every year", WORD_YEARLY},
    {"jaarlijks", WORD_YEARLY},
    {"elk jaar", WORD_YEARLY},
    {"ieder jaar", WORD_YEARLY},
    {"rarely", WORD_RARELY},
    {"seldom", WORD_RARELY},
    {"zelden", WORD_RARELY},
    {"never", WORD_NEVER},
    {"nooit", WORD_NEVER},
    {"once", WORD_ONCE},
    {"een keer", WORD_ONCE},
    {"eenmaal", WORD_ONCE},
    {"twice", WORD_TWICE},
    {"twee keer", WORD_TWICE},
    {"tweemaal", WORD_TWICE},
    {"not important", WORD_NOT_IMPORTANT},
    {"unimportant", WORD_NOT_IMPORTANT},
    {"niet belangrijk", WORD_NOT_IMPORTANT},
    {"onbelangrijk", WORD_NOT_IMPORTANT},
    {"important", WORD_IMPORTANT},
    {"belangrijk", WORD_IMPORTANT},
    {"very important", WORD_VERY_IMPORTANT},
    {"most important", WORD_VERY_IMPORTANT},
    {"heel belangrijk", WORD_VERY_IMPORTANT},
    {"erg belangrijk", WORD_VERY_IMPORTANT},
    {"zeer belangrijk", WORD_VERY_IMPORTANT},
    {"belangrijkst", WORD_VERY_IMPORTANT},
    {"sends money", WORD_OWES_MONEY},
    {"send money", WORD_OWES_MONEY},
    {"sending money", WORD_OWES_MONEY},
    {"stuurt geld", WORD_OWES_MONEY},
    {"geld sturen", WORD_OWES_MONEY},
    {"looks after", WORD_OWES_CARE},
    {"look after", WORD_OWES_CARE},
    {"cares for", WORD_OWES_CARE},
    {"zorgt voor", WORD_OWES_CARE},
    {"gets money", WORD_GETS_MONEY},
    {"receives money", WORD_GETS_MONEY},
    {"krijgt geld", WORD_GETS_MONEY},
    {"ontvangt geld", WORD_GETS_MONEY},
    {"looked after", WORD_GETS_CARE},
    {"cared for", WORD_GETS_CARE},
    {"verzorgd", WORD_GETS_CARE},
    {"wordt verzorgd", WORD_GETS_CARE},
    {"expected to", WORD_EXPECTED},
    {"must", WORD_EXPECTED},
    {"has to", WORD_EXPECTED},
    {"moet", WORD_EXPECTED},
    {"geacht te", WORD_EXPECTED},
    {"verwacht", WORD_EXPECTED},
    {"involve", WORD_INVOLVE},
    {"betrekken", WORD_INVOLVE},
    {"involve yes", WORD_INVOLVE_YES},
    {"betrekken ja", WORD_INVOLVE_YES},
    {"wel betrekken", WORD_INVOLVE_YES},
    {"involve no", WORD_INVOLVE_NO},
    {"do not involve", WORD_INVOLVE_NO},
    {"don't involve", WORD_INVOLVE_NO},
    {"not involve", WORD_INVOLVE_NO},
    {"betrekken nee", WORD_INVOLVE_NO},
    {"niet betrekken", WORD_INVOLVE_NO},
    {"involve ask", WORD_INVOLVE_ASK},
    {"ask first", WORD_INVOLVE_ASK},
    {"betrekken vragen", WORD_INVOLVE_ASK},
    {"eerst vragen", WORD_INVOLVE_ASK},
    {"alive", WORD_ALIVE},
    {"in leven", WORD_ALIVE},
    {"leeft", WORD_ALIVE},
    {"deceased", WORD_DECEASED},
    {"dead", WORD_DECEASED},
    {"died", WORD_DECEASED},
    {"overleden", WORD_DECEASED},
    {"dood", WORD_DECEASED},
    {"gestorven", WORD_DECEASED},
    {"missing", WORD_MISSING},
    {"disappeared", WORD_MISSING},
    {"vermist", WORD_MISSING},
    {"verdwenen", WORD_MISSING},
    {"before", WORD_BEFORE},
    {"before migration", WORD_BEFORE},
    {"vroeger", WORD_BEFORE},
    {"voor de migratie", WORD_BEFORE},
    {"voor migratie", WORD_BEFORE},
    {"now", WORD_NOW},
    {"nu", WORD_NOW},
    {"-", WORD_FILLER},
    {"and", WORD_FILLER},
    {"en", WORD_FILLER},
    {"support", WORD_FILLER},
    {"steun", WORD_FILLER},
    {"contact", WORD_FILLER},
    {"tie", WORD_FILLER},
    {"band", WORD_FILLER},
    {"ook", WORD_FILLER},
    {"also", WORD_FILLER},
    {"is", WORD_FILLER},
    {"lives", WORD_FILLER},
    {"woont", WORD_FILLER},
    {"close", WORD_CLOSE},
    {"dichtbij", WORD_CLOSE},
    {"nabij", WORD_CLOSE},
    {"home", WORD_HOME},
    {"thuis", WORD_HOME},
    {"far", WORD_FAR},
    {"far away", WORD_FAR},
    {"distant", WORD_FAR},
    {"ver", WORD_FAR},
    {"ver weg", WORD_FAR},
    {"afstandelijk", WORD_FAR},
    {"bad", WORD_BAD},
    {"slecht", WORD_BAD},
    {"slechte", WORD_BAD},
    {"money", WORD_MONEY},
    {"geld", WORD_MONEY},
    {"cares", WORD_CARES},
    {"zorgt", WORD_CARES},
    {"gone", WORD_GONE},
    {"weg", WORD_GONE},
    {"lost", WORD_LOST},
    {"kwijt", WORD_LOST},
    {"verloren", WORD_LOST},
};

static const struct notation_phrase groups[] = {
    {"family", GROUP_FAMILY},
    {"familie", GROUP_FAMILY},
    {"gezin", GROUP_FAMILY},
    {"relatives", GROUP_FAMILY},
    {"friends", GROUP_FRIENDS},
    {"vrienden", GROUP_FRIENDS},
    {"neighbours", GROUP_NEIGHBOURS},
    {"neighbors", GROUP_NEIGHBOURS},
    {"buren", GROUP_NEIGHBOURS},
    {"buurt", GROUP_NEIGHBOURS},
    {"school", GROUP_SCHOOL},
    {"education", GROUP_SCHOOL},
    {"opleiding", GROUP_SCHOOL},
    {"work", GROUP_WORK},
    {"werk", GROUP_WORK},
    {"colleagues", GROUP_WORK},
    {"collega's", GROUP_WORK},
    {"faith", GROUP_FAITH},
    {"religion", GROUP_FAITH},
    {"geloof", GROUP_FAITH},
    {"religie", GROUP_FAITH},
    {"care", GROUP_CARE},
    {"zorg", GROUP_CARE},
    {"hulpverlening", GROUP_CARE},
    {"authorities", GROUP_AUTHORITIES},
    {"overheid", GROUP_AUTHORITIES},
    {"instanties", GROUP_AUTHORITIES},
    {"online", GROUP_ONLINE},
    {"internet", GROUP_ONLINE},
};

static const struct notation_phrase prefixes[] = {
    {"before", PREFIX_BEFORE},
    {"before migration", PREFIX_BEFORE},
    {"then", PREFIX_BEFORE},
    {"voor", PREFIX_BEFORE},
    {"vroeger", PREFIX_BEFORE},
    {"toen", PREFIX_BEFORE},
    {"voor de migratie", PREFIX_BEFORE},
    {"voor migratie", PREFIX_BEFORE},
    {"now", PREFIX_NOW},
    {"nu", PREFIX_NOW},
    {"after migration", PREFIX_NOW},
    {"after", PREFIX_NOW},
    {"na", PREFIX_NOW},
    {"na de migratie", PREFIX_NOW},
    {"centre", PREFIX_CENTRE},
    {"center", PREFIX_CENTRE},
    {"midden", PREFIX_CENTRE},
    {"me", PREFIX_CENTRE},
    {"ik", PREFIX_CENTRE},
    {"household", PREFIX_HOUSEHOLD},
    {"huishouden", PREFIX_HOUSEHOLD},
    {"gezin", PREFIX_HOUSEHOLD},
};

static const struct notation_phrase units[] = {
    {"day", PER_DAY},     {"dag", PER_DAY},   {"week", PER_WEEK}, {"month", PER_MONTH},
    {"maand", PER_MONTH}, {"year", PER_YEAR}, {"jaar", PER_YEAR},
};

static const struct notation_phrase answers[] = {
    {"yes", INVOLVE_YES}, {"ja", INVOLVE_YES},     {"no", INVOLVE_NO},     {"nee", INVOLVE_NO},
    {"ask", INVOLVE_ASK}, {"vragen", INVOLVE_ASK}, {"vraag", INVOLVE_ASK}, {"overleg", INVOLVE_ASK},
};

/* That it is a part of the name is offered as well. */
static const struct ecogram_unclear unclear[] = {
    {WORD_CLOSE, {"strong", "here"}, {N_("a strong tie"), N_("lives nearby")}},
    {WORD_HOME, {"here", "origin"}, {N_("where they live now"), N_("the country of origin")}},
    {WORD_FAR,
     {"elsewhere", "origin", "weak"},
     {N_("lives in another country"), N_("lives in the country of origin"), N_("a weak tie")}},
    {WORD_BAD,
     {"stressful", "broken", "weak"},
     {N_("a stressful tie"), N_("a broken tie"), N_("a weak tie")}},
    {WORD_MONEY,
     {"sends money", "gets money"},
     {N_("money goes to them"), N_("money comes from them")}},
    {WORD_CARES,
     {"looks after", "looked after"},
     {N_("looks after them"), N_("is looked after by them")}},
    {WORD_GONE,
     {"broken", "elsewhere", "deceased"},
     {N_("a broken tie"), N_("lives in another country"), N_("has died")}},
    {WORD_LOST,
     {"broken", "missing", "deceased"},
     {N_("a broken tie"), N_("is missing"), N_("has died")}},
};

/* Names that tell what they are, so that nobody has to type it. */
struct usual {
    const char *name;
    enum ecogram_kind kind;
    enum ecogram_group group;
};

static const struct usual usual[] = {
    {"mother", KIND_PERSON, GROUP_FAMILY},
    {"father", KIND_PERSON, GROUP_FAMILY},
    {"brother", KIND_PERSON, GROUP_FAMILY},
    {"sister", KIND_PERSON, GROUP_FAMILY},
    {"son", KIND_PERSON, GROUP_FAMILY},
    {"daughter", KIND_PERSON, GROUP_FAMILY},
    {"wife", KIND_PERSON, GROUP_FAMILY},
    {"husband", KIND_PERSON, GROUP_FAMILY},
    {"partner", KIND_PERSON, GROUP_FAMILY},
    {"aunt", KIND_PERSON, GROUP_FAMILY},
    {"uncle", KIND_PERSON, GROUP_FAMILY},
    {"cousin", KIND_PERSON, GROUP_FAMILY},
    {"grandmother", KIND_PERSON, GROUP_FAMILY},
    {"grandfather", KIND_PERSON, GROUP_FAMILY},
    {"nephew", KIND_PERSON, GROUP_FAMILY},
    {"niece", KIND_PERSON, GROUP_FAMILY},
    {"children", KIND_PERSON, GROUP_FAMILY},
    {"parents", KIND_PERSON, GROUP_FAMILY},
    {"moeder", KIND_PERSON, GROUP_FAMILY},
    {"vader", KIND_PERSON, GROUP_FAMILY},
    {"broer", KIND_PERSON, GROUP_FAMILY},
    {"zus", KIND_PERSON, GROUP_FAMILY},
    {"zoon", KIND_PERSON, GROUP_FAMILY},
    {"dochter", KIND_PERSON, GROUP_FAMILY},
    {"vrouw", KIND_PERSON, GROUP_FAMILY},
    {"man", KIND_PERSON, GROUP_FAMILY},
    {"tante", KIND_PERSON, GROUP_FAMILY},
    {"oom", KIND_PERSON, GROUP_FAMILY},
    {"neef", KIND_PERSON, GROUP_FAMILY},
    {"nicht", KIND_PERSON, GROUP_FAMILY},
    {"oma", KIND_PERSON, GROUP_FAMILY},
    {"opa", KIND_PERSON, GROUP_FAMILY},
    {"grootmoeder", KIND_PERSON, GROUP_FAMILY},
    {"grootvader", KIND_PERSON, GROUP_FAMILY},
    {"kinderen", KIND_PERSON, GROUP_FAMILY},
    {"ouders", KIND_PERSON, GROUP_FAMILY},
    {"family", KIND_PERSON, GROUP_FAMILY},
    {"familie", KIND_PERSON, GROUP_FAMILY},
    {"friend", KIND_PERSON, GROUP_FRIENDS},
    {"friends", KIND_PERSON, GROUP_FRIENDS},
    {"vriend", KIND_PERSON, GROUP_FRIENDS},
    {"vriendin", KIND_PERSON, GROUP_FRIENDS},
    {"vrienden", KIND_PERSON, GROUP_FRIENDS},
    {"neighbour", KIND_PERSON, GROUP_NEIGHBOURS},
    {"neighbours", KIND_PERSON, GROUP_NEIGHBOURS},
    {"buurman", KIND_PERSON, GROUP_NEIGHBOURS},
    {"buurvrouw", KIND_PERSON, GROUP_NEIGHBOURS},
    {"buren", KIND_PERSON, GROUP_NEIGHBOURS},
    {"teacher", KIND_PERSON, GROUP_SCHOOL},
    {"leraar", KIND_PERSON, GROUP_SCHOOL},
    {"juf", KIND_PERSON, GROUP_SCHOOL},
    {"school", KIND_SYSTEM, GROUP_SCHOOL},
    {"work", KIND_SYSTEM, GROUP_WORK},
    {"werk", KIND_SYSTEM, GROUP_WORK},
    {"employer", KIND_SYSTEM, GROUP_WORK},
    {"werkgever", KIND_SYSTEM, GROUP_WORK},
    {"boss", KIND_PERSON, GROUP_WORK},
    {"baas", KIND_PERSON, GROUP_WORK},
    {"colleague", KIND_PERSON, GROUP_WORK},
    {"collega", KIND_PERSON, GROUP_WORK},
    {"mosque", KIND_SYSTEM, GROUP_FAITH},
    {"church", KIND_SYSTEM, GROUP_FAITH},
    {"temple", KIND_SYSTEM, GROUP_FAITH},
    {"synagogue", KIND_SYSTEM, GROUP_FAITH},
    {"moskee", KIND_SYSTEM, GROUP_FAITH},
    {"kerk", KIND_SYSTEM, GROUP_FAITH},
    {"tempel", KIND_SYSTEM, GROUP_FAITH},
    {"synagoge", KIND_SYSTEM, GROUP_FAITH},
    {"imam", KIND_PERSON, GROUP_FAITH},
    {"priest", KIND_PERSON, GROUP_FAITH},
    {"pastor", KIND_PERSON, GROUP_FAITH},
    {"dominee", KIND_PERSON, GROUP_FAITH},
    {"god", KIND_SYSTEM, GROUP_FAITH},
    {"allah", KIND_SYSTEM, GROUP_FAITH},
    {"gp", KIND_SYSTEM, GROUP_CARE},
    {"doctor", KIND_PERSON, GROUP_CARE},
    {"hospital", KIND_SYSTEM, GROUP_CARE},
    {"therapist", KIND_PERSON, GROUP_CARE},
    {"huisarts", KIND_SYSTEM, GROUP_CARE},
    {"ziekenhuis", KIND_SYSTEM, GROUP_CARE},
    {"ggz", KIND_SYSTEM, GROUP_CARE},
    {"therapeut", KIND_PERSON, GROUP_CARE},
    {"psychologist", KIND_PERSON, GROUP_CARE},
    {"psycholoog", KIND_PERSON, GROUP_CARE},
    {"healer", KIND_PERSON, GROUP_CARE},
    {"genezer", KIND_PERSON, GROUP_CARE},
    {"municipality", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"police", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"lawyer", KIND_PERSON, GROUP_AUTHORITIES},
    {"gemeente", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"politie", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"advocaat", KIND_PERSON, GROUP_AUTHORITIES},
    {"ind", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"coa", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"uwv", KIND_SYSTEM, GROUP_AUTHORITIES},
    {"immigration service", KIND_SYSTEM, GROUP_AUTHORITIES},
};

static const struct notation_signs sign_table = {signs, COUNT(signs)};
static const struct notation_table word_table = {words, COUNT(words)};
static const struct notation_table group_table = {groups, COUNT(groups)};
static const struct notation_table prefix_table = {prefixes, COUNT(prefixes)};
static const struct notation_table unit_table = {units, COUNT(units)};
static const struct notation_table answer_table = {answers, COUNT(answers)};

const struct notation_signs *ecogram_signs(void)
{
    return &sign_table;
}

const struct notation_table *ecogram_words(void)
{
    return &word_table;
}

const struct notation_table *ecogram_groups(void)
{
    return &group_table;
}

const struct notation_table *ecogram_prefixes(void)
{
    return &prefix_table;
}

const struct notation_table *ecogram_units(void)
{
    return &unit_table;
}

const struct notation_table *ecogram_answers(void)
{
    return &answer_table;
}

const struct ecogram_unclear *ecogram_unclear(int code)
{
    for (size_t i = 0; i < COUNT(unclear); i++) {
        if (unclear[i].code == code) {
            return &unclear[i];
        }
    }
    return NULL;
}

bool ecogram_is_me(const char *folded)
{
    return strcmp(folded, "me") == 0 || strcmp(folded, "ik") == 0 || strcmp(folded, "mij") == 0;
}

static const struct usual *find_usual(const char *folded)
{
    for (size_t i = 0; i < COUNT(usual); i++) {
        if (strcmp(usual[i].name, folded) == 0) {
            return &usual[i];
        }
    }
    return NULL;
}

enum ecogram_kind ecogram_usual_kind(const char *folded)
{
    const struct usual *found = find_usual(folded);

    return found ? found->kind : 0;
}

enum ecogram_group ecogram_usual_group(const char *folded)
{
    const struct usual *found = find_usual(folded);

    return found ? found->group : 0;
}
