noinst_LIBRARIES += src/form/libform.a
src_form_libform_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_form_libform_a_SOURCES = \
	src/form/entry.c \
	src/form/entry.h \
	src/form/finding.c \
	src/form/finding.h \
	src/form/entry_choice.c \
	src/form/entry_choice.h \
	src/form/form.c \
	src/form/form.h \
	src/form/form_check.c \
	src/form/form_check.h \
	src/form/form_check_cycle.c \
	src/form/form_check_rule.c \
	src/form/form_check_text.c \
	src/form/form_yaml.c \
	src/form/form_yaml.h \
	src/form/form_yaml_choice.c \
	src/form/form_yaml_item.c \
	src/form/form_yaml_key.c \
	src/form/library.c \
	src/form/library.h \
	src/form/pattern.c \
	src/form/pattern.h \
	src/form/pattern_compile.c \
	src/form/pattern_program.h \
	src/form/position.c \
	src/form/position.h \
	src/form/report.c \
	src/form/rule.c \
	src/form/rule.h \
	src/form/rule_evaluate.c \
	src/form/rule_function.c \
	src/form/rule_function.h \
	src/form/rule_parse.c \
	src/form/rule_result.c \
	src/form/rule_result.h \
	src/form/rule_tree.h \
	src/form/translation.c \
	src/form/translation.h \
	src/form/value.c \
	src/form/value.h
