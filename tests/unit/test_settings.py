"""What the environment configures: every variable by name, every mistake by name, no value in a message."""

from pathlib import Path

import pytest

from assist.errors import BadInput
from assist.settings import PREFIX, Settings, from_environment


def refusal(environment: dict[str, str]) -> BadInput:
    with pytest.raises(BadInput) as caught:
        from_environment(environment)
    return caught.value


def test_an_empty_environment_gives_the_defaults():
    assert from_environment({}) == Settings()


def test_the_server_is_bound_to_this_machine_unless_told_otherwise():
    assert from_environment({}).host == "127.0.0.1"


def test_a_variable_sets_its_field():
    settings = from_environment(
        {"ASSIST_DATA_DIR": "/srv/assist", "ASSIST_PORT": "9000", "ASSIST_LLM_DEADLINE_S": "2.5"}
    )

    assert (settings.data_dir, settings.port, settings.llm_deadline_s) == (Path("/srv/assist"), 9000, 2.5)


def test_variables_of_other_programs_are_not_ours():
    assert from_environment({"PORT": "x", "HOME": "/root", "MY_ASSIST_PORT": "x"}) == Settings()


def test_an_empty_variable_counts_as_absent():
    assert from_environment({"ASSIST_PORT": "", "ASSIST_LLM": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSIST_PORT", "http"),
        ("ASSIST_PORT", "0"),
        ("ASSIST_PORT", "65536"),
        ("ASSIST_ENCODER_THREADS", "0"),
        ("ASSIST_ENCODER_THREADS", "1.5"),
        ("ASSIST_LLM_DEADLINE_S", "0"),
        ("ASSIST_LLM_DEADLINE_S", "nan"),
        ("ASSIST_MAX_BODY_BYTES", "10"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_the_variables_name(name, value):
    error = refusal({name: value})

    assert (error.code, error.path) == ("setting_invalid", name)
    assert error.message.startswith(f"{name}: ")


def test_a_misspelt_variable_is_refused_by_name():
    assert refusal({"ASSIST_PROT": "8080"}).message == "ASSIST_PROT: is not a setting"


def test_a_refusal_repeats_no_value():
    error = refusal({"ASSIST_LLM_API_KEY": "sk-secret", "ASSIST_PORT": "sk-secret"})

    assert "sk-secret" not in error.message


def test_a_key_is_not_shown_when_settings_are_printed():
    settings = from_environment(
        {"ASSIST_LLM_API_KEY": "sk-secret", "ASSIST_DATABASE_URL": "postgresql://a:sk-secret@db/a"}
    )

    assert "sk-secret" not in repr(settings)


def test_the_database_lies_in_the_data_folder_unless_a_url_is_given():
    by_default = from_environment({"ASSIST_DATA_DIR": "/srv/assist"})
    by_url = from_environment({"ASSIST_DATABASE_URL": "postgresql://db/assist"})

    assert by_default.database == "sqlite:////srv/assist/assist.db"
    assert by_url.database == "postgresql://db/assist"


def test_settings_stay_few():
    assert len(Settings.model_fields) <= 24


def test_every_field_can_be_set_by_a_variable():
    defaults = {f"{PREFIX}{name.upper()}": str(value) for name, value in Settings().model_dump().items()}

    assert from_environment(defaults) == Settings()


def test_there_are_at_most_24_settings():
    assert len(Settings.model_fields) <= 24
