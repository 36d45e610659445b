# The instruments; one YAML file each.
formsdir = $(pkgdatadir)/forms
dist_forms_DATA = \
	forms/advice_conversation.yaml \
	forms/agreements_lookback.yaml \
	forms/alliance.yaml \
	forms/anti_stereotype_check.yaml \
	forms/case_discussion.yaml \
	forms/cfi_caregivers.yaml \
	forms/cfi_coping_help_seeking.yaml \
	forms/cfi_core.yaml \
	forms/cfi_cultural_identity.yaml \
	forms/cfi_explanatory_model.yaml \
	forms/cfi_functioning.yaml \
	forms/cfi_immigrants_refugees.yaml \
	forms/cfi_informant.yaml \
	forms/cfi_older_adults.yaml \
	forms/cfi_patient_clinician_relationship.yaml \
	forms/cfi_psychosocial_stressors.yaml \
	forms/cfi_school_age_adolescents.yaml \
	forms/cfi_social_network.yaml \
	forms/cfi_spirituality_religion_morals.yaml \
	forms/competence_reflection.yaml \
	forms/consent.yaml \
	forms/conversation_agenda.yaml \
	forms/explanatory_frames.yaml \
	forms/formulation.yaml \
	forms/frames_of_reference.yaml \
	forms/informal_formal_collaboration.yaml \
	forms/language_interpreter.yaml \
	forms/learning_network.yaml \
	forms/migration_history.yaml \
	forms/organisation_audit.yaml \
	forms/participation_balance.yaml \
	forms/partnership_evaluation.yaml \
	forms/partnership_needs.yaml \
	forms/partnership_plan.yaml \
	forms/request_expectations.yaml \
	forms/safety.yaml \
	forms/strengths_obligations.yaml \
	forms/test_fairness.yaml \
	forms/treatment_adaptation.yaml \
	forms/upbringing_goals.yaml \
	forms/violence_trauma.yaml \
	forms/youth_care_explained.yaml
EXTRA_DIST += forms/README.md
