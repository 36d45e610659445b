# SPDX-License-Identifier: GPL-3.0-or-later
# The program's own words. `make update-po` collects them from the sources;
# the languages are those in locales/LINGUAS.
PO_FILES = $(PO_LANGUAGES:%=locales/%.po)
MO_FILES = $(PO_LANGUAGES:%=share/locale/%/LC_MESSAGES/verhaal.mo)
EXTRA_DIST += $(PO_FILES) locales/update.sh locales/LINGUAS locales/POTFILES.in

all-local: $(MO_FILES)

share/locale/%/LC_MESSAGES/verhaal.mo: locales/%.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check-format -o $@ $<

install-data-hook:
	for language in $(PO_LANGUAGES); do \
	  $(MKDIR_P) "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES" && \
	  $(INSTALL_DATA) share/locale/$$language/LC_MESSAGES/verhaal.mo \
	    "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES/verhaal.mo" || exit 1; \
	done
uninstall-hook:
	for language in $(PO_LANGUAGES); do \
	  rm -f "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES/verhaal.mo"; \
	done
mostlyclean-local:
	rm -rf share/locale

.PHONY: update-po
update-po:
	XGETTEXT='$(XGETTEXT)' MSGMERGE='$(MSGMERGE)' $(SHELL) $(srcdir)/locales/update.sh update $(srcdir)
