/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The installed forms: a directory of YAML files, read once, by form_id.
 */
#ifndef FORM_LIBRARY_H
#define FORM_LIBRARY_H

#include "base/world.h"
#include "form/form.h"

struct library;

/* A file that cannot be read is left out and named in the problems, not fatal. */
bool library_open(struct library **out, const char *directory, struct error *err) MUST_USE;
void library_destroy(struct library *library);

/*
 * Lays the overlays of DIRECTORY on the forms, in the order of their names: the last one
 * has the last word. One that cannot be used is left out and named in the problems; that
 * there is no such directory is none. library_open() does it with overlays/ of its own; for
 * more of them before a form has been given away.
 */
void library_add_overlays(struct library *library, const char *directory);
/*
 * The forms of a site, in DIRECTORY: one with the form_id of a form that is there takes its
 * place, unless it cannot be used. That there is no such directory is no problem; otherwise
 * as library_add_overlays(), and before that.
 */
void library_add_forms(struct library *library, const char *directory);
/*
 * The forms of WORLD: those that were installed, then those in forms/ below the user's
 * settings; on them the overlays that were installed, and then those of the user.
 */
bool library_open_installed(struct library **out, const struct world *world,
                            struct error *err) MUST_USE;

/*
 * Takes FORM over, beside the others or in the place of the one with its form_id. What was
 * there lives on until LIBRARY ends: somebody may still hold it.
 */
void library_put(struct library *library, struct form *form);

/*
 * What FORM says about other forms, held against LIBRARY: an also_see that names no
 * installed form or no item in it is a warning. FORM itself need not be in it.
 */
void library_check(const struct library *library, const struct form *form, struct report *report);

size_t library_count(const struct library *library);
const struct form *library_form(const struct library *library, size_t index); /* sorted by id */
const struct form *library_find(const struct library *library, const char *form_id); /* or NULL */
size_t library_problem_count(const struct library *library);
const char *library_problem(const struct library *library, size_t index);

#endif
