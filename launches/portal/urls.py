"""The companies' door."""

from django.urls import URLPattern, URLResolver, path

from .views import (
    account,
    agencies,
    autosave,
    codes,
    company,
    editor,
    files,
    home,
    invitations,
    people,
    receipts,
    sending,
    signoffs,
    status,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.dashboard, name="dashboard"),
    path("account/", account.account, name="account"),
    path("company/new/", company.found, name="found"),
    path("company/<slug:uid>/", company.profile, name="company"),
    path("company/<slug:uid>/people/", people.people, name="people"),
    path("company/<slug:uid>/people/<slug:member>/role/", people.role, name="member_role"),
    path("company/<slug:uid>/people/<slug:member>/remove/", people.remove, name="member_remove"),
    path("company/<slug:uid>/people/<slug:member>/offer/", people.offer, name="member_offer"),
    path("company/<slug:uid>/leave/", people.leave, name="leave"),
    path(
        "company/<slug:uid>/invitations/<slug:invitation>/resend/",
        people.resend,
        name="invitation_resend",
    ),
    path(
        "company/<slug:uid>/invitations/<slug:invitation>/revoke/",
        people.revoke,
        name="invitation_revoke",
    ),
    path("company/<slug:uid>/agencies/", agencies.page, name="agencies"),
    path("company/<slug:uid>/clients/new/", agencies.new_client, name="new_client"),
    path(
        "company/<slug:uid>/mandates/<slug:mandate>/invite/",
        agencies.invite_owner,
        name="mandate_invite",
    ),
    path("company/<slug:uid>/mandates/<slug:mandate>/end/", agencies.end, name="mandate_end"),
    path(
        "company/<slug:uid>/mandates/<slug:mandate>/entrust/",
        agencies.entrust,
        name="mandate_entrust",
    ),
    path("invitations/mine/<slug:uid>/", invitations.mine, name="invited"),
    path("invitations/<slug:token>/", invitations.by_letter, name="invitation"),
    path("launches/new/", home.start, name="start"),
    path("launches/<slug:uid>/", editor.launch, name="launch"),
    path("launches/<slug:uid>/autosave/", autosave.autosave, name="autosave"),
    path("launches/<slug:uid>/files/", files.upload, name="upload"),
    path("launches/<slug:uid>/files/<slug:material>/remove/", files.remove, name="remove"),
    path("launches/<slug:uid>/submit/", sending.submit, name="submit"),
    path("launches/<slug:uid>/code/", codes.redeem, name="code"),
    path("launches/<slug:uid>/status/", status.status, name="status"),
    path("launches/<slug:uid>/sign-offs/", signoffs.listing, name="sign_offs"),
    path("launches/<slug:uid>/sign-offs/<slug:sign_off>/revoke/", signoffs.revoke, name="revoke"),
    path("launches/<slug:uid>/sign-offs/<slug:sign_off>/again/", signoffs.again, name="again"),
    path(
        "launches/<slug:uid>/sign-offs/<slug:sign_off>/record.pdf",
        signoffs.record,
        name="sign_off_record",
    ),
    path("launches/<slug:uid>/withdraw/", sending.withdraw, name="withdraw"),
    path("launches/<slug:uid>/reopen/", status.reopen, name="reopen"),
    path("receipts/<slug:number>/", receipts.receipt, name="receipt"),
    path("receipts/<slug:number>/receipt.pdf", receipts.pdf, name="receipt_pdf"),
    path("receipts/<slug:number>/record.json", receipts.record, name="receipt_record"),
]
