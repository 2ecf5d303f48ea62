"""The addresses of the pages. A year is its code in the ILR header: /2324/learners/."""

from django.urls import path

from openlet.web import guard, troubles
from openlet.web.views import (
    actions,
    exporting,
    health,
    history,
    home,
    importing,
    learner,
    learner_history,
    learners,
    setting,
    working,
)

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
    path("<int:year>/import", importing.importing, name="importing"),
    path("<int:year>/import/<int:job>/", importing.importing_preview, name="importing_preview"),
    path("<int:year>/import/<int:job>/answers", importing.importing_answers, name="importing_answers"),
    path("<int:year>/import/<int:job>/confirm", importing.importing_confirm, name="importing_confirm"),
    path("<int:year>/import/<int:job>/done", importing.importing_done, name="importing_done"),
    path("<int:year>/import/give-up/<int:upload>", importing.importing_give_up, name="importing_give_up"),
    path("<int:year>/import/undo/<int:snapshot>", importing.importing_undo, name="importing_undo"),
    path("<int:year>/export", exporting.exporting, name="exporting"),
    path("<int:year>/export/<int:job>/done", exporting.exporting_done, name="exporting_done"),
    path("<int:year>/export/file/<int:snapshot>", exporting.exporting_file, name="exporting_file"),
    path("<int:year>/export/sent/<int:snapshot>", exporting.exporting_sent, name="exporting_sent"),
    path("<int:year>/history", history.history, name="history"),
    path("<int:year>/history/snapshots", history.snapshots, name="snapshots"),
    path("<int:year>/history/snapshots/<int:snapshot>", history.snapshot, name="snapshot"),
    path("<int:year>/history/snapshots/<int:snapshot>/learner", history.snapshot_learner, name="snapshot_learner"),
    path("working/<int:job>", working.working, name="working"),
    path("working/<int:job>/state", working.working_state, name="working_state"),
    path("working/<int:job>/noticed", working.working_noticed, name="working_noticed"),
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
    path("learner/<int:learner>/history", learner_history.learner_history, name="learner_history"),
    path(
        "learner/<int:learner>/history/undo/<int:version>",
        learner_history.learner_history_undo,
        name="learner_history_undo",
    ),
    path("learner/<int:learner>/delete", learners.learner_delete, name="learner_delete"),
    path("learner/<int:learner>/undelete", learners.learner_undelete, name="learner_undelete"),
    path("learner/<int:learner>/dont-export", learners.learner_dont_export, name="learner_dont_export"),
]
urlpatterns += [path(f"<int:year>/stub-{n}", home.home, name=n) for n in ("cohorts", "money")]  # STUB until merged
