/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For desk.c alone: places and progress of the interview that lies open.
 */
#ifndef APP_DESK_PLACES_H
#define APP_DESK_PLACES_H

#include "app/desk.h"

/* As the record is now, or as they were when the interview was left last. */
void desk_list_places(struct desk *desk);
/* Hands them to the session; the desk has none any more. */
void desk_leave_places(struct desk *desk);

#endif
