/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One event, one picture. Work that takes longer than a frame is done after
 * the screen has said what it is waiting for.
 */
#include "loop.h"

#include "view/view.h"

#include <string.h>

static void show(struct app *app, struct term *term, struct view_memory *memory)
{
    grid_set_aimed(term->grid, app->mouse);
    view_update(term->grid, app, memory);
    term->ops->mouse(term, app->mouse);
    term->ops->show(term);
}

bool loop_run(struct app *app, struct term *term, bool stay, enum loop_end *end, struct error *err)
{
    struct view_memory memory = {0};
    *end = LOOP_QUIT;
    for (;;) {
        struct effect effect = {0};
        show(app, term, &memory);
        if (app->pending) {
            app_work(app, &effect);
        } else {
            struct event event;
            memset(&event, 0, sizeof event);
            int timeout = app_timeout(app);
            /* What is due does not wait for a pause; the last key is on the screen. */
            if (timeout != 0 && !term->ops->wait(term, &event, timeout, err)) {
                return false;
            }
            if (event.kind == EVENT_RESIZE) {
                app->summary_columns = 0;
            }
            if (event.kind == EVENT_MOUSE) {
                event.mouse.target = grid_target(term->grid, event.mouse.row, event.mouse.column,
                                                 &event.mouse.inside);
            }
            app_event(app, &event, &effect);
            buf_finish(&event.paste);
        }
        if (effect.quit) {
            return true;
        }
        if (effect.lock && !stay) {
            *end = LOOP_LOCKED;
            return true;
        }
    }
}
