/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor of a full-screen program: bare ncurses that paints a line and then
 * shows each key as it is typed. Nothing can be faster and still use curses.
 */
#include "config.h"

#include <curses.h>
#include <locale.h>

int main(void)
{
    int key;

    (void)setlocale(LC_ALL, "");
    (void)initscr();
    (void)raw();
    (void)noecho();
    (void)keypad(stdscr, TRUE);
    (void)mvaddstr(0, 0, "floor");
    (void)move(2, 0);
    (void)refresh();
    while ((key = getch()) != ERR && key != 4) {
        if (getcury(stdscr) > 20) {
            (void)move(2, 0);
        }
        (void)addch((chtype)key);
        (void)refresh();
    }
    (void)endwin();
    return 0;
}
