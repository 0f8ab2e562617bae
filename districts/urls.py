from django.urls import path

from districts.views import account, bureaus, channels, delegations, offices, people, schools, trail, units

account_urls = [
    path("sign-in/", account.sign_in, name="sign_in"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("language/", account.set_language, name="set_language"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/stand-ins/", delegations.delegation_list, name="delegation_list"),
    path("account/stand-ins/<int:pk>/end/", delegations.delegation_end, name="delegation_end"),
    path("account/seat/", account.switch_seat, name="switch_seat"),
]

unit_urls = [
    path("units/", units.unit_list, name="unit_list"),
    path("units/offices/", offices.office_list, name="office_list"),
    path("units/offices/new/", offices.office_add, name="office_add"),
    path("units/offices/<int:pk>/", offices.office_edit, name="office_edit"),
    path("units/offices/<int:pk>/merge/", offices.office_merge, name="office_merge"),
    path("units/offices/<int:pk>/retire/", offices.office_retire, name="office_retire"),
    path("units/offices/<int:pk>/restore/", offices.office_restore, name="office_restore"),
    path("units/schools/", schools.school_list, name="school_list"),
    path("units/schools/new/", schools.school_add, name="school_add"),
    path("units/schools/<int:pk>/", schools.school_edit, name="school_edit"),
    path("units/schools/<int:pk>/retire/", schools.school_retire, name="school_retire"),
    path("units/schools/<int:pk>/restore/", schools.school_restore, name="school_restore"),
    path("units/people/", people.person_list, name="person_list"),
    path("units/people/new/", people.person_add, name="person_add"),
    path("units/people/<int:pk>/", people.person, name="person"),
    path("units/people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("units/people/<int:pk>/password/", people.person_password, name="person_password"),
    path("units/people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("units/people/<int:pk>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("units/people/<int:pk>/seats/", people.seat_add, name="seat_add"),
    path("units/seats/<int:pk>/end/", people.seat_end, name="seat_end"),
    path("units/bureaus/", bureaus.district_list, name="district_list"),
    path("units/bureaus/new/", bureaus.district_add, name="district_add"),
    path("units/bureaus/<int:pk>/", bureaus.district_edit, name="district_edit"),
    path(
        "units/bureaus/<int:pk>/administrator/", bureaus.district_administrator, name="district_administrator"
    ),
]

trail_urls = [
    path("trail/", trail.trail, name="trail"),
    path("trail/export/", trail.trail_csv, name="trail_csv"),
]

channel_urls = [
    path("channels/", channels.channel_list, name="channel_list"),
    path("channels/new/", channels.channel_kinds, name="channel_kinds"),
    path("channels/new/<slug:kind>/", channels.channel_add, name="channel_add"),
    path("channels/<int:pk>/", channels.channel, name="channel"),
    path("channels/<int:pk>/try/", channels.channel_try, name="channel_try"),
    path("channels/<int:pk>/switch/", channels.channel_switch, name="channel_switch"),
    path("channels/outcomes/", channels.message_outcomes, name="message_outcomes"),
    path("channels/outcomes/<int:pk>/again/", channels.message_again, name="message_again"),
]

urlpatterns = [*account_urls, *unit_urls, *trail_urls, *channel_urls]
