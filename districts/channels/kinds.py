"""Every kind of channel by its name; the names are those of `Channel.Kind`. Pure."""

from districts.channels import dingtalk, feishu, webhook, wecom
from districts.channels.talk import Kind

KINDS: dict[str, Kind] = {
    "dingtalk_robot": dingtalk.ROBOT,
    "wecom_robot": wecom.ROBOT,
    "feishu_robot": feishu.ROBOT,
    "webhook": webhook.WEBHOOK,
    "dingtalk_app": dingtalk.APP,
    "wecom_app": wecom.APP,
    "feishu_app": feishu.APP,
}
ORIGINS = {
    "dingtalk_app": dingtalk.ORIGIN,
    "wecom_app": wecom.ORIGIN,
    "feishu_app": feishu.ORIGIN,
}
