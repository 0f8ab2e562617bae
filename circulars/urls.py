from django.urls import path

from circulars.feeds import public_feed
from circulars.views import acts, issuing, numbers, papers, public, receipts, seals, work_papers

urlpatterns = [
    path("plans/<int:pk>/issue/", issuing.plan_issue, name="plan_issue"),
    path("plans/<int:pk>/circular/", issuing.plan_circular, name="plan_circular"),
    path("plans/<int:pk>/papers/", work_papers.plan_papers, name="plan_papers"),
    path("papers/<int:pk>/", work_papers.paper, name="paper"),
    path("papers/<int:pk>/paper.pdf", work_papers.paper_pdf, name="paper_pdf"),
    path("papers/<int:pk>/paper.docx", work_papers.paper_docx, name="paper_docx"),
    path("papers/batches/<int:pk>/", work_papers.paper_batch, name="paper_batch"),
    path("papers/batches/<int:pk>/stop/", work_papers.batch_stop, name="batch_stop"),
    path("papers/batches/<int:pk>/go-on/", work_papers.batch_go_on, name="batch_go_on"),
    path("papers/batches/<int:pk>/papers.zip", work_papers.batch_zip, name="batch_zip"),
    path("numbers/", numbers.number_list, name="number_list"),
    path("numbers/reserve/", numbers.number_reserve, name="number_reserve"),
    path("numbers/<int:pk>/void/", numbers.number_void, name="number_void"),
    path("circulars/", papers.circular_list, name="circular_list"),
    path("circulars/seal/", seals.bureau_seal, name="bureau_seal"),
    path("circulars/seal/remove/", seals.bureau_seal_remove, name="bureau_seal_remove"),
    path("circulars/<int:pk>/", papers.circular, name="circular"),
    path("circulars/<int:pk>/paper.pdf", papers.circular_pdf, name="circular_pdf"),
    path("circulars/<int:pk>/paper.docx", papers.circular_docx, name="circular_docx"),
    path("circulars/<int:pk>/receipts/", receipts.circular_receipts, name="circular_receipts"),
    path("circulars/<int:pk>/sign/", acts.circular_sign, name="circular_sign"),
    path("circulars/<int:pk>/again/", acts.circular_again, name="circular_again"),
    path("circulars/<int:pk>/publish/", acts.circular_publish, name="circular_publish"),
    path("circulars/<int:pk>/withdraw/", acts.circular_withdraw, name="circular_withdraw"),
    path("public/", public.public_bureaus, name="public_bureaus"),
    path("public/<slug:slug>/", public.public_list, name="public_list"),
    path("public/<slug:slug>/feed/", public_feed, name="public_feed"),
    path("public/<slug:slug>/<int:pk>/", public.public_circular, name="public_circular"),
    path("public/<slug:slug>/<int:pk>/paper.pdf", public.public_pdf, name="public_pdf"),
    path("public/<slug:slug>/<int:pk>/paper.docx", public.public_docx, name="public_docx"),
]
