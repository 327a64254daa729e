"""What outside checkers read and say."""

from rest_framework import serializers

from launches.domain.checking import MOST_REMARKS
from launches.enums import CheckState, CheckVerdict, Severity


class LentFile(serializers.Serializer):
    """A file of the entry. `href` works without a key until `until`, for this check only."""

    id = serializers.CharField()
    slot = serializers.CharField()
    content_type = serializers.CharField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    href = serializers.URLField()
    until = serializers.DateTimeField()


class CheckStanding(serializers.Serializer):
    """Where a check stands."""

    check = serializers.CharField()
    launch = serializers.CharField(help_text="The entry's id")
    state = serializers.ChoiceField(CheckState.values)
    verdict = serializers.ChoiceField(CheckVerdict.values, allow_null=True)
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class Check(CheckStanding):
    """A check with what is to be checked. `entry` has the form of docs/receipts.md."""

    files = LentFile(many=True)
    entry = serializers.DictField()


class CheckRemark(serializers.Serializer):
    """One thing that was found. `field` is named as in the entry: texts.en.body."""

    severity = serializers.ChoiceField(Severity.values)
    text = serializers.CharField(max_length=2000)
    tag = serializers.RegexField(r"^[\w.-]{0,40}\Z", required=False, allow_blank=True)
    field = serializers.RegexField(r"^[\w.-]{0,120}\Z", required=False, allow_blank=True)


class CheckAnswer(serializers.Serializer):
    """What a checker says."""

    verdict = serializers.ChoiceField(CheckVerdict.values)
    remarks = CheckRemark(many=True, required=False, default=list, max_length=MOST_REMARKS)
