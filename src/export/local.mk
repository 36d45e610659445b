noinst_LIBRARIES += src/export/libexport.a
src_export_libexport_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_export_libexport_a_SOURCES = \
	src/export/audience.c \
	src/export/audience.h \
	src/export/audience_view.c \
	src/export/blank.c \
	src/export/blank.h \
	src/export/deidentify.c \
	src/export/deidentify.h \
	src/export/document.c \
	src/export/document.h \
	src/export/drawn.c \
	src/export/drawn.h \
	src/export/export.c \
	src/export/export.h \
	src/export/export_csv.c \
	src/export/export_json.c \
	src/export/fhir.c \
	src/export/fhir.h \
	src/export/fhir_answer.c \
	src/export/fhir_narrative.c \
	src/export/fhir_part.c \
	src/export/fhir_people.c \
	src/export/fhir_provenance.c \
	src/export/fhir_relations.c \
	src/export/fhir_response.c \
	src/export/fhir_response.h \
	src/export/form_format.c \
	src/export/form_format.h \
	src/export/html.c \
	src/export/language.c \
	src/export/language.h \
	src/export/loss.c \
	src/export/loss.h \
	src/export/markdown.c \
	src/export/module.c \
	src/export/module.h \
	src/export/odk.c \
	src/export/odk.h \
	src/export/odk_list.c \
	src/export/odk_loss.c \
	src/export/phrase.c \
	src/export/phrase.h \
	src/export/picture.c \
	src/export/picture.h \
	src/export/picture_cells.c \
	src/export/picture_edge.c \
	src/export/picture_edge.h \
	src/export/picture_lines.c \
	src/export/picture_lines.h \
	src/export/picture_place.c \
	src/export/picture_place.h \
	src/export/picture_scene.c \
	src/export/picture_script.c \
	src/export/picture_script.h \
	src/export/picture_signs.c \
	src/export/picture_signs.h \
	src/export/picture_svg.c \
	src/export/picture_svg.h \
	src/export/picture_svg_edge.c \
	src/export/picture_writers.h \
	src/export/questionnaire.c \
	src/export/questionnaire.h \
	src/export/questionnaire_choice.c \
	src/export/questionnaire_item.c \
	src/export/questionnaire_key.c \
	src/export/questionnaire_key.h \
	src/export/questionnaire_logic.c \
	src/export/questionnaire_loss.c \
	src/export/questionnaire_part.c \
	src/export/questionnaire_path.c \
	src/export/questionnaire_path.h \
	src/export/questionnaire_path_answer.c \
	src/export/questionnaire_path_compare.c \
	src/export/questionnaire_path_part.h \
	src/export/questionnaire_when.c \
	src/export/questionnaire_writer.h \
	src/export/questionnaire_read.c \
	src/export/questionnaire_read.h \
	src/export/questionnaire_read_choice.c \
	src/export/questionnaire_read_expression.c \
	src/export/questionnaire_read_extension.c \
	src/export/questionnaire_read_item.c \
	src/export/questionnaire_read_keep.c \
	src/export/questionnaire_read_limit.c \
	src/export/questionnaire_read_name.c \
	src/export/questionnaire_read_node.c \
	src/export/questionnaire_read_path.c \
	src/export/questionnaire_read_set.c \
	src/export/questionnaire_read_shape.c \
	src/export/questionnaire_read_text.c \
	src/export/questionnaire_read_tree.c \
	src/export/questionnaire_read_when.c \
	src/export/questionnaire_reader.h \
	src/export/questionnaire_shape.c \
	src/export/questionnaire_shape.h \
	src/export/summary.c \
	src/export/summary.h \
	src/export/summary_back.c \
	src/export/summary_body.c \
	src/export/summary_data.c \
	src/export/summary_drawings.c \
	src/export/summary_front.c \
	src/export/summary_gather.c \
	src/export/summary_marks.c \
	src/export/summary_parts.h \
	src/export/text.c \
	src/export/visible.c \
	src/export/visible.h \
	src/export/when.c \
	src/export/when.h \
	src/export/writers.h \
	src/export/xform.c \
	src/export/xform.h \
	src/export/xform_bind.c \
	src/export/xform_body.c \
	src/export/xform_itext.c \
	src/export/xform_parts.h \
	src/export/xlsform.c \
	src/export/xlsform.h \
	src/export/xpath.c \
	src/export/xpath.h \
	src/export/xpath_function.c \
	src/export/xpath_term.c \
	src/export/xpath_term.h

# What `summary --format json` promises to other programs.
dist_pkgdata_DATA = src/export/summary.schema.json

# Pages stand in a module that is loaded when somebody asks for them: cairo and
# pango would cost every start more than all the rest. It has no libraries of
# ours in it; the program lends it the functions of src/export/module.list.
# It goes where programs go, but its name stays as it is: so no _PROGRAMS.
moduleexecdir = $(pkglibdir)
module_list = $(top_srcdir)/src/export/module.list
module_flags = -Wl,--dynamic-list=$(module_list)
EXTRA_DIST += src/export/module.list
if PDF
noinst_PROGRAMS += src/export/pdf.so
moduleexec_DATA = src/export/pdf.so
src_export_pdf_so_SOURCES = src/export/pdf.c src/export/pdf_picture.c src/export/pdf_scene.c \
	src/export/pdf_tools.c src/export/pdf_tools.h
src_export_pdf_so_CPPFLAGS = $(AM_CPPFLAGS) $(PDF_CFLAGS)
src_export_pdf_so_CFLAGS = $(AM_CFLAGS) -fPIC -fvisibility=hidden
src_export_pdf_so_LDFLAGS = -shared $(HARDEN_LDFLAGS)
src_export_pdf_so_LDADD = $(PDF_LIBS)
endif
