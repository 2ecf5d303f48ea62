"""The addresses of the pages. A year is its code in the ILR header: /2324/learners/."""

from django.urls import path

from openlet.web import guard, troubles
from openlet.web.views import actions, health, home, learner, learners, setting

handler400 = troubles.refused_request
handler404 = troubles.not_found
handler500 = troubles.failed

urlpatterns = [
    path("start", guard.start, name="start"),
    path("health", health.health, name="health"),
    path("", home.first, name="first"),
    path("welcome", setting.welcome, name="welcome"),
    path("<int:year>/", home.home, name="home"),
    path("<int:year>/settings", setting.settings, name="settings"),
    path("<int:year>/settings/provider", setting.settings_provider, name="settings_provider"),
    path("<int:year>/settings/contract", setting.settings_contract, name="settings_contract"),
    path("<int:year>/settings/day", setting.settings_day, name="settings_day"),
    path("<int:year>/settings/backup", setting.settings_backup, name="settings_backup"),
    path("job/<int:job>", setting.job, name="job"),
    path("<int:year>/learners/", learners.learners, name="learners"),
    path("<int:year>/learners/new", learners.learner_new, name="learner_new"),
    path("<int:year>/learners/deleted", learners.learners_deleted, name="learners_deleted"),
    path("learner/<int:learner>/", learner.learner, name="learner"),
    path("learner/<int:learner>/aim/<str:aim>/", learner.learner_aim, name="learner_aim"),
    path("learner/<int:learner>/employment/", learner.learner_employment, name="learner_employment"),
    path("learner/<int:learner>/destination/", learner.learner_destination, name="learner_destination"),
    path("learner/<int:learner>/save", learner.learner_save, name="learner_save"),
    path("learner/<int:learner>/add", learner.learner_add, name="learner_add"),
    path("learner/<int:learner>/remove", learner.learner_remove, name="learner_remove"),
    path("learner/<int:learner>/bootcamp/<int:home>/<str:aim>/", actions.actions, name="actions"),
    path("learner/<int:learner>/bootcamp/<int:home>/<str:aim>/<str:action>", actions.action, name="action"),
    path("learner/<int:learner>/undo/<int:version>", actions.action_undo, name="action_undo"),
    path("measures", actions.action_measures, name="action_measures"),
    path("learner/<int:learner>/delete", learners.learner_delete, name="learner_delete"),
    path("learner/<int:learner>/undelete", learners.learner_undelete, name="learner_undelete"),
    path("learner/<int:learner>/dont-export", learners.learner_dont_export, name="learner_dont_export"),
]
urlpatterns += [
    path(f"<int:year>/stub-{n}", home.home, name=n) for n in ("cohorts", "money", "history", "importing", "exporting")
]  # STUB until merged
