"""Plans: read, written, assigned, approved."""

from django.urls import path

from workplans.views import approval, assigning, head, lists, matrix, reading, removal, sections, tasks

urlpatterns = [
    path("plans/", lists.plan_list, name="plan_list"),
    path("plans/new/", lists.plan_new, name="plan_new"),
    path("plans/<int:pk>/", reading.plan, name="plan"),
    path("plans/<int:pk>/edit/", head.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/head/", head.plan_head, name="plan_head"),
    path("plans/<int:pk>/numbering/", head.plan_numbering, name="plan_numbering"),
    path("plans/<int:pk>/sections/new/", sections.section_new, name="section_new"),
    path("plans/<int:pk>/tasks/new/", tasks.task_new, name="task_new"),
    path("plans/<int:pk>/deleted/", removal.plan_deleted, name="plan_deleted"),
    path("plans/<int:pk>/deleted/<int:entry>/", removal.part_restore, name="part_restore"),
    path("plans/<int:pk>/duties/", assigning.plan_duties, name="plan_duties"),
    path("plans/<int:pk>/duties/names/", assigning.plan_names, name="plan_names"),
    path("plans/<int:pk>/matrix/", matrix.plan_matrix, name="plan_matrix"),
    path("plans/<int:pk>/matrix/cells/", matrix.plan_matrix_cells, name="plan_matrix_cells"),
    path("plans/<int:pk>/matrix/print/", matrix.plan_matrix_print, name="plan_matrix_print"),
    path("plans/<int:pk>/approval/", approval.plan_approval, name="plan_approval"),
    path("plans/<int:pk>/approval/<str:act>/", approval.plan_step, name="plan_step"),
    path("sections/<int:pk>/edit/", sections.section_edit, name="section_edit"),
    path("sections/<int:pk>/move/", sections.section_move, name="section_move"),
    path("sections/<int:pk>/delete/", removal.section_delete, name="section_delete"),
    path("tasks/<int:pk>/", reading.task, name="task"),
    path("tasks/<int:pk>/edit/", tasks.task_edit, name="task_edit"),
    path("tasks/<int:pk>/move/", tasks.task_move, name="task_move"),
    path("tasks/<int:pk>/delete/", removal.task_delete, name="task_delete"),
    path("tasks/<int:pk>/duties/", assigning.task_duties, name="task_duties"),
]
