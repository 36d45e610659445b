# The program's own words. `make update-po` collects them from the sources.
PO_LANGUAGES = nl
PO_FILES = locales/nl.po
EXTRA_DIST += $(PO_FILES) locales/update.sh locales/LINGUAS locales/POTFILES.in

MO_FILES = share/locale/nl/LC_MESSAGES/verhaal.mo
CLEANFILES += $(MO_FILES)
all-local: $(MO_FILES)

share/locale/nl/LC_MESSAGES/verhaal.mo: locales/nl.po
	$(AM_V_GEN)$(MKDIR_P) share/locale/nl/LC_MESSAGES && \
	$(MSGFMT) --check -o $@ $(top_srcdir)/locales/nl.po

install-data-hook:
	for l in $(PO_LANGUAGES); do \
	  $(MKDIR_P) "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES" && \
	  $(INSTALL_DATA) share/locale/$$l/LC_MESSAGES/verhaal.mo \
	    "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/verhaal.mo" || exit 1; \
	done
uninstall-hook:
	for l in $(PO_LANGUAGES); do rm -f "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/verhaal.mo"; done

.PHONY: update-po
update-po:
	cd $(top_srcdir) && sh locales/update.sh "$(XGETTEXT)" "$(MSGMERGE)" "$(PACKAGE_VERSION)"
