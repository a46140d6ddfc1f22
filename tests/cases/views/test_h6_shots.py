import os, json, pathlib
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
import pytest, time_machine
from datetime import timedelta
from django.urls import reverse
from django.utils import timezone, translation
from tests import factories
from cases import workflow
from cases.models import *
pytestmark=pytest.mark.django_db(transaction=True)
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking","--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage"]
OUT=pathlib.Path("/tmp/h6-shots"); OUT.mkdir(exist_ok=True)
AXE=pathlib.Path("node_modules/axe-core/axe.min.js").read_text()

def test_shots(live_server, settings, client):
    settings.LOCALE_PATHS=["/tmp/h6-locale"]
    from django.utils.translation import trans_real
    trans_real._translations={}
    trans_real._default=None
    settings.ALLOWED_HOSTS=["*"]; settings.HTTPS=False; settings.SESSION_COOKIE_SECURE=False; settings.CSRF_COOKIE_SECURE=False; settings.SECURE_SSL_REDIRECT=False; settings.SESSION_COOKIE_NAME="session"
    w=factories.world()
    w.child_unit.name="Børn og Unge"; w.child_unit.save()
    for u,n in [(w.adviser,"Mette Holm"),(w.leader,"Lise Lund"),(w.professional,"Peter Lærer"),(w.colleague,"Anne Andersen"),(w.officer,"Ole Vagt")]:
        u.name=n; u.save()
    now=timezone.now()
    at=now-timedelta(hours=21)
    p={"stated_age":14,"name":"Amira Test","cpr":"1204121234","safe_contact":"Ring kun på eget nummer hverdage kl. 9-14. Sig, at det er fra skolen."}
    full=dict(persons=[p], words="Hun siger, at hun ikke må gå til svømning mere.\nHun er bange for en rejse i juleferien.", signs=["fears_punishment","distress"], controllers=["father","sibling"], triggers=["partner"], family_knows="unknown", acute="unknown", witnessed="told")
    tie=factories.tie(w, at=at, **full)
    case=tie.case
    tie2=factories.tie(w, at=now-timedelta(hours=30))
    workflow.add_information(tie.concern, by=w.professional, at=at+timedelta(hours=1), text="Hun var ikke i skole i dag.")
    citizen=factories.received(w.adviser, at=now-timedelta(days=5)) if False else factories.received(w.adviser, at=now, received_at=now-timedelta(days=2), reason="Brev fundet", source="citizen")
    ctie=citizen.case_ties.get()
    adult=factories.tie(w, at=at, persons=[{"stated_age":22}])
    assessed=factories.tie(w, at=now-timedelta(hours=40))
    workflow.take(assessed.case, by=w.adviser, at=now-timedelta(hours=38))
    workflow.assess(assessed, by=w.adviser, at=now-timedelta(hours=2), danger="yes", act_now="unknown", grounds="Barnet fortæller om trusler.", follow_ups=[{"kind":"task-siblings","owner":w.adviser,"due_on":timezone.localdate()+timedelta(days=3)}])
    for i in range(30): factories.tie(w, at=now-timedelta(hours=i))
    offered=factories.tie(w, at=at); workflow.assign(offered.case, by=w.leader, at=at, to=w.colleague)
    closed=factories.tie(w, at=at); workflow.close_in_error(closed.case, by=w.leader, at=now, reason="Dublet af anden sag")
    R=lambda t: [t.case.reference, t.concern.reference]
    pages=[
     ("list", w.leader, "/sager/"), ("list-filter", w.leader, "/sager/?status=overdue&ikke-tildelt=1"),
     ("overview", w.adviser, case.get_absolute_url()),
     ("persons", w.adviser, reverse("case_persons",args=[case.reference])),
     ("tasks", w.leader, reverse("case_tasks",args=[assessed.case.reference])),
     ("access", w.leader, reverse("case_access",args=[assessed.case.reference])),
     ("assessed-overview", w.leader, assessed.case.get_absolute_url()),
     ("assess", w.adviser, reverse("case_assess",args=R(tie))),
     ("assess-late", w.adviser, reverse("case_assess",args=R(tie2))),
     ("assess-read", w.adviser, reverse("case_assess",args=R(assessed))),
     ("late", w.adviser, reverse("case_late",args=R(assessed))),
     ("countersign", w.leader, reverse("case_countersign",args=R(assessed))),
     ("confirm", w.adviser, reverse("case_confirm",args=R(ctie))),
     ("orient", w.adviser, reverse("case_orient",args=R(tie))),
     ("exempt", w.adviser, reverse("case_exempt",args=R(tie))),
     ("assign", w.leader, reverse("case_assign",args=[case.reference])),
     ("move", w.leader, reverse("case_move",args=[case.reference])),
     ("receipt", w.leader, reverse("case_receipt",args=R(tie))),
     ("close", w.leader, reverse("case_close_in_error",args=[case.reference])),
     ("person", w.adviser, reverse("case_person",args=[case.reference, case.exposed_id])),
     ("person-add", w.adviser, reverse("case_person_add",args=[case.reference])),
     ("cpr", w.adviser, reverse("case_cpr",args=[case.reference, case.exposed_id])),
     ("categories", w.adviser, reverse("case_categories",args=[case.reference])),
     ("task-add", w.adviser, reverse("case_task_add",args=[case.reference])),
     ("offered", w.colleague, offered.case.get_absolute_url()),
     ("closed", w.leader, closed.case.get_absolute_url()),
     ("adult", w.adult_adviser, adult.case.get_absolute_url()),
    ]
    only=os.environ.get("H6_ONLY")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as pw:
        b=pw.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for name,user,url in pages:
            if only and name not in only.split(","): continue
            client.force_login(user)
            cookie=client.cookies["session"].value
            for width in (1280,375):
                ctx=b.new_context(viewport={"width":width,"height":900}, locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce")
                ctx.add_cookies([{"name":"session","value":cookie,"url":live_server.url}])
                pg=ctx.new_page(); msgs=[]
                pg.on("console", lambda m: msgs.append(m.text))
                r=pg.goto(live_server.url+url)
                over=pg.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                print(name,width,r.status,"overflow",over,[m for m in msgs])
                pg.screenshot(path=str(OUT/f"{name}-{width}.png"), full_page=True)
                pg.evaluate(AXE)
                res=pg.evaluate("axe.run({runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})")
                for v in res["violations"]:
                    print("   AXE", name, width, v["id"], v["help"], [n["html"][:160] for n in v["nodes"][:3]])
                ctx.close()
        b.close()
    client.force_login(w.adviser)
    r=client.get(reverse("case_letter",args=R(ctie))); (OUT/"letter.pdf").write_bytes(r.content); print(r.status_code, r.headers)
