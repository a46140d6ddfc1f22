from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "beredskab.demo"
    label = "demo"
