"""Users, organizations, memberships, invitations and access tokens through the official Python SDK."""
import secrets
from datetime import datetime, timedelta, timezone

import pytest
from cvat_sdk import make_client, models
from cvat_sdk.api_client import exceptions
from sdk_client import PASSWORD, client_of, register


@pytest.fixture
def admin(limn):
    with client_of(limn) as made:
        yield made


@pytest.fixture
def team(admin):
    """An organization of the administrator's."""
    slug = "team-" + secrets.token_hex(4)
    made = admin.organizations.create({"slug": slug, "name": "Team"})
    yield made
    admin.organization_slug = None
    made.remove()


def test_users(admin, limn):
    name, email, user_id = register(limn)
    assert admin.users.retrieve_current_user().username == "admin"
    assert admin.users.retrieve(user_id).username == name
    assert name in [u.username for u in admin.users.list()]
    changed = admin.users.retrieve(user_id).update({"first_name": "Bea"})
    assert changed.first_name == "Bea"
    with client_of(limn, (name, PASSWORD)) as own:
        assert own.users.retrieve_current_user().email == email
        with pytest.raises(exceptions.ForbiddenException):
            own.users.retrieve(1).update({"first_name": "Eve"})
    with client_of(limn, (email, PASSWORD)) as by_mail:
        assert by_mail.users.retrieve_current_user().username == name
    admin.users.retrieve(user_id).remove()
    with pytest.raises(exceptions.NotFoundException):
        admin.users.retrieve(user_id)


def test_passwords(admin, limn):
    name, _, _ = register(limn)
    with client_of(limn, (name, PASSWORD)) as own:
        changed = {"old_password": PASSWORD, "new_password1": "Mike-november-7", "new_password2": "Mike-november-7"}
        own.api_client.auth_api.create_password_change(password_change_request=changed)
    with pytest.raises(exceptions.ApiException):
        with client_of(limn, (name, PASSWORD)):
            pass
    with client_of(limn, (name, "Mike-november-7")) as again:
        assert again.users.retrieve_current_user().username == name


def test_organizations(admin, team):
    assert admin.organizations.retrieve(team.id).slug == team.slug
    assert team.slug in [o.slug for o in admin.organizations.list()]
    assert team.update({"name": "Better", "contact": {"email": "team@example.com"}}).name == "Better"
    with pytest.raises(exceptions.ApiException):
        admin.organizations.create({"slug": team.slug})
    admin.organization_slug = team.slug
    project = admin.projects.create({"name": "theirs"})
    assert project.organization == team.id
    admin.organization_slug = ""
    assert project.id not in [p.id for p in admin.projects.list()]


def test_invitations_and_memberships(admin, limn, team):
    name, email, user_id = register(limn)
    admin.organization_slug = team.slug
    invitations, memberships = admin.api_client.invitations_api, admin.api_client.memberships_api
    invitation, _ = invitations.create(models.InvitationWriteRequest(role="worker", email=email))
    assert invitation.key in [i.key for i in invitations.list()[0].results]
    assert invitations.retrieve(invitation.key)[0].user.username == name
    with client_of(limn, (name, PASSWORD), team.slug) as own:
        with pytest.raises(exceptions.ApiException):  # without a mail server nobody has to accept
            own.api_client.invitations_api.accept(invitation.key)
        assert own.api_client.organizations_api.list()[0].results[0].slug == team.slug
        with pytest.raises(exceptions.ForbiddenException):
            own.projects.create({"name": "not a worker's"})
    membership = next(m for m in memberships.list()[0].results if m.user.id == user_id)
    assert membership.role == "worker" and membership.is_active
    changed, _ = memberships.partial_update(membership.id, patched_membership_write_request=models.PatchedMembershipWriteRequest(role="supervisor"))
    assert changed.role == "supervisor"
    with client_of(limn, (name, PASSWORD), team.slug) as own:
        assert own.projects.create({"name": "a supervisor's"}).organization == team.id
    memberships.destroy(membership.id)
    with client_of(limn, (name, PASSWORD), team.slug) as own:
        with pytest.raises(exceptions.ForbiddenException):
            own.projects.create({"name": "no more"})


def test_an_invitation_declined_and_one_taken_back(admin, limn, team):
    admin.organization_slug = team.slug
    invitations = admin.api_client.invitations_api
    name, email, _ = register(limn)
    key = invitations.create(models.InvitationWriteRequest(role="maintainer", email=email))[0].key
    with client_of(limn, (name, PASSWORD)) as own:
        own.api_client.invitations_api.decline(key)
    with pytest.raises(exceptions.NotFoundException):
        invitations.retrieve(key)
    key = invitations.create(models.InvitationWriteRequest(role="worker", email=email))[0].key
    invitations.destroy(key)
    with pytest.raises(exceptions.NotFoundException):
        invitations.retrieve(key)


def test_access_tokens(admin, limn):
    name, _, _ = register(limn)
    with client_of(limn, (name, PASSWORD)) as own:
        api = own.api_client.auth_api
        soon = datetime.now(timezone.utc) + timedelta(days=1)
        made, _ = api.create_access_tokens(access_token_write_request=models.AccessTokenWriteRequest(name="script", expiry_date=soon, read_only=True))
        assert made.value and made.read_only
        assert [t.name for t in api.list_access_tokens()[0].results] == ["script"]
        renamed, _ = api.partial_update_access_tokens(made.id, patched_access_token_write_request=models.PatchedAccessTokenWriteRequest(name="robot"))
        assert renamed.name == "robot"
        with make_client(limn.url, access_token=made.value) as robot:
            assert robot.users.retrieve_current_user().username == name
            assert robot.api_client.auth_api.retrieve_access_tokens_self()[0].name == "robot"
            with pytest.raises(exceptions.ForbiddenException):
                robot.projects.create({"name": "read only"})
        api.destroy_access_tokens(made.id)
    with pytest.raises(exceptions.ApiException) as refused:
        with make_client(limn.url, access_token=made.value) as robot:
            robot.users.retrieve_current_user()
    assert refused.value.status == 401
