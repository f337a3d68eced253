"""The trend of a measure marks where the policy behind it changed: period, version, policy values, and rules that were put right afterwards."""

from types import SimpleNamespace

import pytest

from jobs.policy_events import policy_events
from policy.reader import read_policy
from tests.policy.small_policy import changed, write_policy

NURSING, FLOOR = "nursing_allowance", "floor_household"
LINE = """
[[parameter.value]]
valid_from = 2021-01-01
area = "全国"
"""


def values(*lines):
    """The monitoring line with these (from, to, value)."""
    blocks = [
        f'\n[[parameter.value]]\nvalue = {value}\nvalid_from = {since}\n{f"valid_to = {until}" if until else ""}\narea = "全国"\n'
        for since, until, value in lines
    ]
    return changed("parameters/lines.toml", LINE, 'document = "D5"\nclause = "2"\n'.join(blocks))


@pytest.fixture
def policy(tmp_path):
    """Reads the small policy with changes."""

    def read(changes=None, name="policy"):
        return read_policy(write_policy(tmp_path / name, changes))

    return read


def county(policy, *, kept=None, noted=()):
    """A county with these definitions. kept: frozen month → its own; noted: months that another rule once computed."""
    frozen = kept or {}

    def computed(month, _measure):
        return [SimpleNamespace(rule_key="another", said={"reference": {}})] if month in noted else []

    store = SimpleNamespace(frozen=frozen.keys, computed=computed)
    return SimpleNamespace(policy=policy, policy_of=lambda month: frozen.get(month, policy), store=store, code="159921")


def events(*arguments):
    return [(each.month, each.sign, each.text.replace("\u00a0", " ")) for each in policy_events(*arguments)]


def test_a_new_period_and_a_new_version_are_one_sign_at_their_month(policy):
    found = events(county(policy()), NURSING, ("2025-11", "2025-12", "2026-01", "2026-02"))
    assert found == [("2026年1月", "①", "2026年1月：进入常态化帮扶；改用新的口径版本")]


def test_a_change_between_two_submitted_months_stands_at_the_later_one(policy):
    assert events(county(policy()), FLOOR, ("2025-11", "2026-03")) == [("3月", "①", "2026年3月：进入常态化帮扶")]


def test_nothing_changed_is_no_sign(policy):
    assert events(county(policy()), NURSING, ("2026-03", "2026-04", "2026-05")) == []
    assert events(county(policy()), NURSING, ("2026-03",)) == []


def test_a_policy_value_that_changes_says_from_what_to_what(policy):
    changes = values(("2021-01-01", "2026-06-30", 8300), ("2026-07-01", None, 8800))
    found = events(county(policy(changes)), NURSING, ("2026-05", "2026-06", "2026-07", "2026-08"))
    assert found == [("7月", "①", "2026年7月：监测收入线由 8 300 改为 8 800 元/人·年")]


def test_a_value_that_the_rule_does_not_name_is_no_event(policy):
    changes = values(("2021-01-01", "2026-06-30", 8300), ("2026-07-01", None, 8800))
    assert events(county(policy(changes)), FLOOR, ("2026-06", "2026-07")) == []


def test_a_value_filled_in_later_says_so(policy):
    changes = values(("2026-07-01", None, 8800))
    assert events(county(policy(changes)), NURSING, ("2026-06", "2026-07")) == [("7月", "①", "2026年7月：监测收入线由 未填报 改为 8 800 元/人·年")]


def test_a_frozen_month_by_another_rule_is_marked_where_the_present_rule_begins(policy):
    old = policy(changed("systems/E07.toml", 'met = "floor_member"', 'met = "NOT floor_member"'), "old")
    found = events(county(policy(), kept={"2026-05": old, "2026-06": old}), FLOOR, ("2026-05", "2026-06", "2026-07"))
    assert found == [("7月", "①", "2026年7月：规则改过，前面冻结的月份仍按当时的规则，前后不完全可比")]


def test_a_frozen_month_by_the_same_rule_is_no_event(policy):
    same = policy(name="same")
    assert events(county(policy(), kept={"2026-05": same}), FLOOR, ("2026-05", "2026-06")) == []


def test_months_that_another_rule_once_computed_are_told_once(policy):
    found = events(county(policy(), noted=("2026-05", "2026-06")), FLOOR, ("2026-05", "2026-06", "2026-07"))
    assert found == [("5月", "①", "2026年5月：规则后来改过，5月至6月的数已按现在的规则重算，前后可比")]


def test_where_all_months_were_put_right_there_is_a_note_and_no_sign(policy):
    found = events(county(policy(), noted=("2026-05", "2026-06")), FLOOR, ("2026-05", "2026-06"))
    assert found == [("5月", "", "规则后来改过，5月至6月的数已按现在的规则重算，前后可比")]


def test_a_measure_that_began_later_says_when(policy):
    changes = changed("systems/E07.toml", "valid_from = 2021-01-01", "valid_from = 2026-06-01")
    assert events(county(policy(changes)), FLOOR, ("2026-05", "2026-06")) == [("6月", "①", "2026年6月：口径起用")]


def test_signs_are_numbered_in_the_order_of_the_months(policy):
    changes = values(("2021-01-01", "2026-06-30", 8300), ("2026-07-01", None, 8800))
    found = events(county(policy(changes)), NURSING, ("2025-12", "2026-01", "2026-07"))
    assert [(month, sign) for month, sign, _ in found] == [("2026年1月", "①"), ("7月", "②")]
