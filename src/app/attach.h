/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files as answers: read, sealed into the vault, named by the answer. What is in
 * them is never looked at: a program that holds keys opens no pictures.
 */
#ifndef APP_ATTACH_H
#define APP_ATTACH_H

#include "app/desk.h"

/* The file at PATH, whose last part becomes its name, which has to be UTF-8 that can be shown. */
bool attach_read(struct buf *out, const char *path, struct error *err) MUST_USE;
/* A value that names a file with this id: its name, size, and the media type that its suffix
 * stands for. */
void attach_value(struct value *out, const char *id, const char *path, size_t length);
/* Its bytes, sealed with the open patient. */
bool attach_keep(struct session *session, const struct value *file, const struct buf *bytes,
                 struct error *err) MUST_USE;
/* Writes FILE to PATH, which must not be there; what went out is in the log before. */
bool attach_write(struct session *session, const struct value *file, const char *path,
                  struct error *err) MUST_USE;

/* Makes the file at PATH the answer in front and seals both; words beside it stay. */
bool desk_attach(struct desk *desk, const char *path, struct error *err) MUST_USE;
/* Takes it out of the answer; undo brings it back. */
bool desk_detach(struct desk *desk, struct error *err) MUST_USE;
/* What is attached in front; NULL: nothing. */
const struct value *desk_attached(const struct desk *desk);

struct app;
struct list_row;

/* Filling of list.c: the files in the directory for what goes in and out. */
void attach_fill(struct app *app);
bool attach_choose(struct app *app, const struct list_row *row, struct error *err) MUST_USE;
/* The file in front to NAME in that directory. */
bool attach_write_out(struct app *app, const char *name, struct error *err) MUST_USE;

#endif
