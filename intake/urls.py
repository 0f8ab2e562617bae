from django.urls import path

from intake import views

urlpatterns = [
    path("intake/", views.upload_list, name="upload_list"),
    path("intake/<int:pk>/", views.upload_page, name="upload"),
    path("intake/<int:pk>/confirm/", views.upload_confirm, name="upload_confirm"),
    path("intake/<int:pk>/again/", views.upload_read_again, name="upload_read_again"),
    path("intake/<int:pk>/discard/", views.upload_discard, name="upload_discard"),
    path("intake/<int:pk>/file/", views.upload_file, name="upload_file"),
]
