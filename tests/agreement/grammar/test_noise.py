"""Numbers that are no values: none of them may turn into one."""

from __future__ import annotations

import pytest

from agreement.grammar.said import said

NOISE = [
    "第70条",
    "第七十条",
    "第三款",
    "第2.1款",
    "第（三）项",
    "依照第十五条第二款",
    "2025年第70号",
    "深府〔2025〕70号",
    "粤府办[2016]28号",
    "电话：0755-86111111",
    "手机13800138000",
    "身份证号：11010119900307123X",
    "110101199003071234",
    "专利号：ZL202310123456.7",
    "CN115000000A",
    "第 3 页 共 12 页",
    "- 3 -",
    "3/12",
    "第3/12页",
    "50×70mm",
    "50×70%",
    "3D打印",
    "5G通信",
    "10MW",
    "70mm",
    "50kg",
    "GB/T 19001-2016",
    "ISO9001",
    "IP地址192.168.1.1",
    "v2.0.1",
    "9:30",
    "上午10:30至11:30",
    "比例尺1:500",
    "16:9",
    "CO₂",
    "m²",
    "附件1",
    "附件一",
    "表3",
    "图2-1",
    "第一章",
    "一般",
    "统一",
    "一致同意",
    "万一",
    "千万不要",
    "七上八下",
    "十分必要",
    "三方协议",
    "一、",
    "（一）",
    "1.",
    "3.1.2",
    "①",
    "3×10⁸元",
    "零下5",
    "500平方米",
    "5人",
    "三名成员",
    "2025年",
    "二〇二五",
    "邮编518000",
    "账号6222 0212 3456 7890",
    "某种材料",
    "10年代",
    "星期三",
    "元旦",
    "日本",
    "百分点",
    "共 3 7 人",
    "1 7 0 %",
    "1 5%",
    "12 5%",
    "百分之七 十五",
]
VALUES = {"ratio", "split", "money", "duration", "date", "range", "all"}


@pytest.mark.parametrize("raw", NOISE)
def test_noise_is_no_value(raw: str) -> None:
    assert [line for line in said(raw) if line.split()[0] in VALUES] == []


@pytest.mark.parametrize("raw", NOISE)
def test_noise_does_not_hide_the_value_beside_it(raw: str) -> None:
    assert [line for line in said(f"{raw}\n乙方享有70%。") if line.split()[0] in VALUES] == ["ratio 70%"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("占30²％", "ratio 30%"),
        ("占30①％", "ratio 30%"),
        ("302％", "? 302%"),
        ("10²元", "money 10 yuan"),
        ("70％²，10年³", "ratio 70%;duration 10 year"),
        ("人民币壹佰贰拾万元整（¥1,200,000）", "money 1200000 yuan;money 1200000 yuan"),
        ("人民币壹佰贰拾万元整（¥1,020,000）", "money 1200000 yuan;money 1020000 yuan"),
        ("大写：壹佰万元整，小写：1,000,000元", "money 1000000 yuan;money 1000000 yuan"),
        ("十五（15）个工作日", "duration 15 working_day;duration 15 working_day"),
        ("十五（10）日", "duration 15 day;duration 10 day"),
        ("百分之七十（70%）", "ratio 70%;ratio 70%"),
        ("不超过人民币伍拾万元整（¥500,000元）", "money <=500000 yuan;money <=500000 yuan"),
        ("不少于十五（15）日", "duration >=15 day;duration >=15 day"),
        ("十五（15）日以内", "duration <=15 day;duration <=15 day"),
        ("10万—20万元", "range 100000..200000 yuan"),
        ("10-20万，", "range 100000..200000 yuan"),
        ("15日内（不含节假日）", "duration <=15 day"),
        ("叁年（3年）", "duration 3 year;duration 3 year"),
        ("3.1 70%归乙方", "number 3.1;ratio 70%"),
        ("1. 公示15日", "number 1;duration 15 day"),
        ("（一）70%", "ratio 70%"),
        ("第七条 三十日内", "duration <=30 day"),
        ("甲方：30%；乙方：70%", "ratio 30%;ratio 70%"),
        ("甲方30%、乙方70%", "ratio 30%;ratio 70%"),
        ("70%:30%", "ratio 70%;ratio 30%"),
        ("甲方-70%", "ratio 70%"),
        ("2025年1月1日起3年", "date 2025-01-01;duration 3 year"),
        ("投资120万元，占股30%，期限5年", "money 1200000 yuan;ratio 30%;duration 5 year"),
    ],
)
def test_what_stands_close_is_kept_apart(raw: str, expected: str) -> None:
    assert said(raw) == expected.split(";")
