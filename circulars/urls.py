from django.urls import path

from circulars.views import papers

urlpatterns = [
    path("circulars/<int:pk>/", papers.circular, name="circular"),
]
