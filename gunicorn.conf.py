"""Read by gunicorn however it is started: what stands here is no matter of the machine."""

logger_class = "config.access_log.AccessLogger"
