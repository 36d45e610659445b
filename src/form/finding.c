/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of codes. A code is never used for something else later on: people
 * keep it in notes and in scripts.
 */
#include "form/finding.h"

#include "base/i18n.h"

#include <strings.h>

static const struct finding findings[] = {
    /* the file */
    {"E100", N_("This is no YAML, or YAML beyond what is accepted."),
     N_("Look at the line named: a tab instead of blanks, a colon without a blank behind it, a "
        "quotation mark that is not closed. Anchors, aliases and tags are not accepted.")},
    {"E101", N_("A list, a map or a text stands where another of them belongs."),
     N_("Lists begin each line with \"- \", maps have \"key: value\", texts have neither.")},
    {"E102", N_("The key is not known here."),
     N_("Correct the spelling; verhaal-form(5) lists the keys of forms, items and choices.")},
    {"E103", N_("A key that is needed is missing."),
     N_("Every form has form_id, version, form_title, languages and items; every item has a name "
        "and a type; every choice has a name and a label.")},
    {"E104", N_("The value is none of those that are known, or no whole number, or too small."),
     N_("The message lists what was expected.")},
    {"E105", N_("The key does not belong to an item of this type."),
     N_("Take it away, or change the type: choices, for example, belong to select_one and "
        "select_multiple.")},
    {"E106", N_("There is nothing where something is needed."),
     N_("Write the text or the list, or take the key away.")},
    {"E107", N_("\"group\" or \"repeat\" stands beside name, type or each other."),
     N_("\"group: home\" is short for a name and a type; write one or the other.")},
    {"E108", N_("The form asks nothing."), N_("Write at least one item below \"items\".")},
    {"E109", N_("There are too many languages, or groups lie too deep inside each other."),
     N_("A form has at most sixteen languages; few people find their way below three levels.")},
    /* names and texts */
    {"E201", N_("This is not a possible name."),
     N_("A name begins with a small letter and goes on with small letters, digits and _, as in "
        "name_for_problem.")},
    {"E202", N_("The name is used already."),
     N_("Names are unique in the whole form, also across groups: add what tells them apart.")},
    {"E203", N_("The name is reserved."), N_("Choose another; conditions use this word.")},
    {"E204", N_("The type is not known."), N_("verhaal-form(5) lists the types.")},
    {"E205", N_("This is not a language tag."),
     N_("Use those of BCP 47: en, nl, ar, nl-BE, ar-EG.")},
    {"E206", N_("A text is in a language that the form does not have."),
     N_("Add the language to \"languages\", or correct the tag of the text.")},
    {"E207", N_("The default language is not among the languages."),
     N_("Add it to \"languages\", or name one that is there.")},
    {"E208", N_("The same language stands there twice."), N_("Take one away.")},
    {"E210", N_("No list of choices has this name."),
     N_("Named lists stand below \"choices\" of the form; a list may also stand at the item.")},
    {"E211", N_("The same choice stands twice in a list."),
     N_("Answers keep the name of a choice, so each name may be there once.")},
    {"E212", N_("A list has no choices."), N_("Write at least one, with a name and a label.")},
    {"E213", N_("An item lacks what its type cannot do without."),
     N_("Choosing and ranking need \"choices\", a quantity \"units\", a range \"min\" and "
        "\"max\", a calculation \"calculation\", a drawing \"diagram\", a module \"module\".")},
    {"E215", N_("This is not a heading of the outline."),
     N_("The five headings are identity, distress, stressors, relationship and overall.")},
    {"E216", N_("A choice is called \"other\" at an item that offers an answer of one's own."),
     N_("\"other: true\" brings that choice by itself; give yours another name.")},
    {"E217", N_("\"also_see\" does not name a form and an item."),
     N_("Write form.item, as in cfi_core.began.")},
    {"E218", N_("\"max\" is below \"min\", or the number of rows cannot be."),
     N_("Exchange them, or take one away.")},
    {"E219", N_("The same term is explained twice."), N_("Keep one of the explanations.")},
    {"E221", N_("This is not a code with its system."),
     N_("Write system:code, as in loinc:54588-9.")},
    {"E222", N_("A unit stands there twice, or a whole number has more than one."),
     N_("Take one away; a quantity may offer several units.")},
    {"E223", N_("Something is renamed into an item that is not there, or from one that still is."),
     N_("Old names stand on the left, names of items of this form on the right.")},
    {"E220", N_("A text is missing in the default language."),
     N_("Write it: what is missing in another language falls back on this one.")},
    /* conditions */
    {"E301", N_("The condition cannot be read."),
     N_("The column is that of the fault. Texts stand in single quotes, items as ${name}, and "
        "conditions are joined with and, or and not().")},
    {"E310", N_("No item of this form has this name."),
     N_("Correct the name between ${ and }; the message names the nearest one.")},
    {"E311", N_("Several choices are compared with =, which holds only if it is the one made."),
     N_("Ask with selected(${item}, 'choice').")},
    {"E312", N_("It is compared with something that is no choice of that item."),
     N_("Compare with the name of a choice, not with its label.")},
    {"E313", N_("It is compared with, or used as, something that it can never be."),
     N_("Numbers are compared with numbers, dates with dates, choices with their names.")},
    {"E314", N_("It looks from outside into the rows of a repeat."),
     N_("There may be many rows: ask for count(${repeat}), for sum(), min() or max() of the "
        "answers, or put the item inside the repeat.")},
    {"E315", N_("Whether it is asked, or what it comes to, depends on itself."),
     N_("The message names the whole circle with its keys and lines; take one of them away.")},
    {"E316", N_("It looks at a note, a group or a repeat, which have no answer."),
     N_("Name the item inside that is meant.")},
    {"E317", N_("It can never be asked, or never be fulfilled."),
     N_("Two parts of the condition exclude each other; correct one.")},
    {"E318", N_("A single dot stands outside a constraint."),
     N_("The dot is the answer that is being given; elsewhere write ${name}.")},
    {"E319", N_("${ without a name and a closing brace, or inside a fallback."),
     N_("Close it. A fallback is what is said as long as nothing is known, so it stands alone.")},
    {"E320", N_("once() is only a part of a calculation, or stands elsewhere."),
     N_("Write calculation: once(…) with everything else inside its brackets.")},
    {"E321", N_("A default is no answer to its item: no choice of it, out of bounds, or of another "
                "kind."),
     N_("Write the name of a choice, yes or no, or a number within min and max.")},
    {"E322", N_("A \"choice_filter\" looks at a key that no choice of the list has."),
     N_("Correct the name; keys of choices that are not ours are what a filter sees.")},
    /* overlays */
    {"E501", N_("An overlay says something that only the form decides."),
     N_("Take the key out: an overlay replaces words. When something is asked, what is accepted "
        "and under which name it is kept must be the same for everybody who uses the form.")},
    {"E502", N_("No installed form has the name that \"overlay_of\" gives."),
     N_("Correct it; `verhaal forms` lists the installed forms.")},
    {"E503", N_("The form has no item of this name."),
     N_("Correct the name; `verhaal forms FORM` lists the items.")},
    {"E504", N_("The form has no such choice, list of choices or term here."),
     N_("Correct the name. Choices of a named list stand below \"choices\" of the overlay, others "
        "at their item.")},
    {"E505", N_("The form has no such text at this place."),
     N_("Take it out: an overlay replaces texts of the form, probe by probe, and adds none.")},
    {"E506", N_("${name} of an overlay is nothing that can be said at this place."),
     N_("Use the names that the form's own text uses there.")},
    {"E507", N_("A text is in a language that the overlay does not name, or in none."),
     N_("Add the language to \"languages\" of the overlay, or correct the tag of the text.")},
    /* what can be used all the same */
    {"W401", N_("Texts are missing in a language."),
     N_("They fall back on the default language, and the screen marks it. The message tells how "
        "many are missing and on which lines.")},
    {"W402", N_("A text pipes in ${name} of an item without \"fallback\"."),
     N_("Write what is said as long as that is not answered, such as \"the problem\".")},
    {"W403", N_("More than sixty words would be spoken at once."),
     N_("Neither patients nor interpreters keep that much; make two items of it, or move words to "
        "\"guidance_hint\".")},
    {"W404", N_("The item is sensitive, but nothing helps the clinician to ask it."),
     N_("Write a \"guidance_hint\": when to ask, when to leave it.")},
    {"W405", N_("No item uses this list of choices."), N_("Use it, or take it away.")},
    {"W406", N_("A bare word that other YAML programs read as a truth value."),
     N_("Put it in quotes: \"no\", \"yes\", \"on\".")},
    {"W407", N_("A \"prefix\" is out of order."),
     N_("Numbers and letters that go backwards mislead whoever looks for one: give the items their "
        "places, or other prefixes.")},
    {"W408", N_("not() of a negation."), N_("Say what holds instead of what does not.")},
    {"W409", N_("The same \"prefix\" stands there twice."),
     N_("People look items up by it: give each its own, or none.")},
    {"W410", N_("A constraint has no \"constraint_message\"."),
     N_("Say in a few words what is odd about the answer.")},
    {"W412",
     N_("This has no effect: a condition that is the same for every answer, or a message without "
        "its rule."),
     N_("Take it away, or write what was meant.")},
    {"W413", N_("There is an invisible character in a text."),
     N_("It may turn the direction of what follows; delete the text there and type it anew.")},
    {"W414", N_("A translation is written as XLSForm writes it."),
     N_("It is read; \"label: {en: …, nl: …}\" is how it is written here.")},
    {"W416", N_("\"reviewed\" without by whom and when, or while a language is still a draft."),
     N_("Add \"review\" with names and dates, or leave the status at draft.")},
    {"W417", N_("Two choices have the same label."),
     N_("Nobody can tell them apart on the screen: change one.")},
    {"W418", N_("A form is named that is not installed, or an item that is not in it."),
     N_("Correct it, or install the form; nothing is shown for it as long.")},
    {"W420", N_("An answer stands alone where something has to hold."),
     N_("Compare it, as in ${age} > 0, or ask with answered(${item}) whether there is one.")},
    {"W421", N_("A date or a time is compared with a number."),
     N_("Put the date in quotes, or count with age-in-years() or with today() - ${item}.")},
    {"W422", N_("A form offers or opens itself, or opens another that leads back."),
     N_("Name another form, or take it away.")},
    /* overlays */
    {"W501", N_("The overlay was written for another version of the form."),
     N_("Read the questions again, mend what changed, and add the new version to \"version\", "
        "which may be a list. Until then its words are used and count as a draft.")},
    {"W502", N_("The overlay, written for another version, has words for what is not in this one."),
     N_("They are passed over; take them out when the overlay is brought up to date.")},
    {"W503", N_("A text of the overlay is the form's own."),
     N_("Take it out: so it is seen what really differs.")},
    {"W504", N_("The form's text has a ${name} that the overlay's lacks."),
     N_("Put it where it belongs in that language, or be sure that it is not needed.")},
    {"W505", N_("The overlay does not say whose its words are, or where they come from."),
     N_("Write \"rights\" and \"source\"; the summary lists them.")},
    {"W506", N_("The overlay does not say who looked a language over."),
     N_("Write \"review: {tr: {status: reviewed, by: …, date: …}}\", or leave it a draft and say "
        "so with \"status: draft\".")},
    {"W507", N_("Even with the overlay, texts are missing in a language."),
     N_("They fall back on the default language of the form, and the screen marks it.")},
    /* against an older version (--against) */
    {"W520", N_("A question of the older version is gone."),
     N_("Answers to it stay in every record, without a question. If it only has a new name, write "
        "\"renamed_from: [old_name]\" at it; if it should not be asked any more, nothing is "
        "wrong.")},
    {"W521", N_("A question takes another kind of answer than in the older version."),
     N_("What fits goes along, and the rest stays without a question. A question with a new name "
        "beside the old one keeps both apart.")},
    {"E522", N_("A choice of the older version is gone."),
     N_("Answers keep the name of the choice: let it stand with \"retired: true\", and it is no "
        "longer offered.")},
    {"W523", N_("A question looks like one of the older version under a new name."),
     N_("Write \"renamed_from: [old_name]\" at it, and its answers go along.")},
    {"W524", N_("The form was changed, and its version was not."),
     N_("Give it a new version: people tell forms apart by it.")},
    {"W525", N_("A question moved into a repeat, out of one, or into another."),
     N_("Its answers go along only where their row can be told; a question with a new name keeps "
        "both apart.")},
    {"W526", N_("An old name is given up for a name that the older version has, too."),
     N_("Say in \"migrations\" up to which version it was called so.")},
    /* forms of other programs */
    {"E600", N_("The file is no JSON that is read."),
     N_("The message has the line and the path of the fault, such as item[3].linkId.")},
    {"E601", N_("The file is no FHIR Questionnaire."),
     N_("Ask for the R4 Questionnaire itself, with \"resourceType\": \"Questionnaire\".")},
    {"E602", N_("A value of another type than FHIR has there."),
     N_("The path in the message tells where; correct the file or ask its maker.")},
    {"E603", N_("Something that FHIR needs is missing."),
     N_("Each item needs a linkId and a type, each condition a question and an answer.")},
    {"E604", N_("A word that FHIR does not have there."),
     N_("Correct the type, the operator or the enableBehavior at the path.")},
    {"E605", N_("Two items have the same linkId."), N_("Give each its own.")},
    {"E606", N_("A condition asks about a linkId that no item has."),
     N_("Correct the question of the enableWhen, or take it away.")},
    {"E607", N_("Whether an item is asked depends on itself."),
     N_("The message names the whole circle; break it at one place.")},
    {"E608", N_("More than a form can have."),
     N_("At most 2,000 items, 5 groups in one another, 16,384 bytes a text.")},
    {"E609", N_("The form would not be valid."),
     N_("The message has the code of what is wrong with it; --explain tells more.")},
    {"W600", N_("Something of the file has no place in a form."),
     N_("Look whether it matters; extensions are kept in \"x_fhir\" for exports.")},
    {"W601", N_("A condition or calculation cannot be said in a form."),
     N_("The item is always asked; write the condition by hand.")},
    {"W603", N_("An item became another kind of item."),
     N_("Look whether it still asks the same.")},
    {"W604", N_("A value was changed or left out."), N_("Compare it with the original.")},
    {"W605", N_("A language is not known, or not said."), N_("Choose it with --language.")},
    {"W606", N_("An item has no text."), N_("Write a label.")},
};

size_t finding_count(void)
{
    return sizeof findings / sizeof *findings;
}

const struct finding *finding_at(size_t index)
{
    return &findings[index];
}

const struct finding *finding_find(const char *code)
{
    for (size_t i = 0; i < finding_count(); i++) {
        if (strcasecmp(findings[i].code, code) == 0) {
            return &findings[i];
        }
    }
    return NULL;
}
