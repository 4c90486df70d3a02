from django.urls import path

from transitions.dossier.views import (
    commitments,
    decisions,
    dossier,
    mine,
    prompts,
    questions,
    signing,
)

ONE = "transitions/<int:transition_id>/dossier"
PROMISE = f"{ONE}/commitments/<int:commitment_id>"

urlpatterns = [
    path(f"{ONE}/", dossier.dossier, name="dossier"),
    path(f"{ONE}/ask/", questions.ask, name="dossier_ask"),
    path(f"{ONE}/questions/<int:question_id>/", questions.answer, name="dossier_answer"),
    path(
        f"{ONE}/questions/<int:question_id>/withdraw/",
        questions.withdraw,
        name="dossier_withdraw",
    ),
    path(f"{ONE}/tell/<str:prompt>/", questions.tell, name="dossier_tell"),
    path(f"{ONE}/of/<str:section>/", dossier.seal, name="dossier_seal"),
    path(f"{ONE}/of/<str:section>/confirm/", dossier.confirm, name="dossier_confirm"),
    path(f"{ONE}/of/<str:section>/accept/", dossier.accept, name="dossier_accept"),
    path(f"{ONE}/of/<str:section>/refuse/", dossier.refuse, name="dossier_refuse"),
    path(f"{ONE}/of/<str:section>/changes/", dossier.changes, name="dossier_changes"),
    path("my-work/words/", mine.mine, name="words"),
    path("my-work/words/count/", mine.count, name="words_count"),
    path(f"{ONE}/commitments/", decisions.decisions, name="dossier_decisions"),
    path(f"{PROMISE}/take/", decisions.take, name="commitment_take"),
    path(f"{PROMISE}/renegotiate/", decisions.renegotiate, name="commitment_renegotiate"),
    path(f"{PROMISE}/decline/", decisions.decline, name="commitment_decline"),
    path(f"{PROMISE}/told/", decisions.client_told, name="commitment_told"),
    path(f"{PROMISE}/agreed/", decisions.client_agreed, name="commitment_agreed"),
    path(f"{PROMISE}/settle/", decisions.settle, name="commitment_settle"),
    path("commitments/", commitments.commitments, name="commitments"),
    path(
        "commitments/export/<str:kind>/",
        commitments.commitments_export,
        name="commitments_export",
    ),
    path(f"{ONE}/keys/", dossier.keys_part, name="dossier_keys"),
    path(f"{ONE}/reserve/", signing.reserve, name="dossier_reserve"),
    path(f"{ONE}/sign/<str:side>/", signing.sign, name="dossier_sign"),
    path(f"{ONE}/take-back/<str:side>/", signing.take_back, name="dossier_take_back"),
    path("prompts/", prompts.prompts, name="prompts"),
    path("prompts/new/", prompts.new, name="prompt_new"),
    path("prompts/history/", prompts.history, name="prompts_history"),
    path("prompts/<str:key>/", prompts.edit, name="prompt"),
    path("prompts/<str:key>/move/", prompts.move, name="prompt_move"),
    path("prompts/<str:key>/retire/", prompts.retire, name="prompt_retire"),
    path("prompts/<str:key>/bring-back/", prompts.bring_back, name="prompt_bring_back"),
]
