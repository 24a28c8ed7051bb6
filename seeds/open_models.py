"""The Hub's models API as it might have answered in February 2026."""

import json
import random
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

FIRST = date(2026, 2, 1)
DAYS = 28
WEEKDAYS = (1.08, 1.12, 1.11, 1.09, 1.03, 0.80, 0.77)

# Author: downloads in February 2026, all-time downloads on 1 March, likes,
# growth over the month, and models with their share and the day they were made.
AUTHORS = {
    "Qwen": (153_600_000, 985_214_370, 182_400, 0.22, [
        ("Qwen2.5-7B-Instruct", 0.21, "2024-09-16"), ("Qwen3-8B", 0.17, "2025-04-27"),
        ("Qwen3-0.6B", 0.14, "2025-04-27"), ("Qwen2.5-1.5B-Instruct", 0.12, "2024-09-17"),
        ("Qwen3-4B-Instruct-2507", 0.11, "2025-08-05"), ("Qwen2.5-VL-7B-Instruct", 0.09, "2025-01-26"),
        ("Qwen3-Embedding-0.6B", 0.08, "2025-06-03"), ("Qwen3-32B", 0.05, "2025-04-27"),
        ("Qwen2-7B-Instruct", 0.03, "2024-06-04"), ("Qwen3.5-397B-A17B", 0.02, "2026-02-16")]),
    "meta-llama": (19_600_000, 402_118_905, 128_300, -0.04, [
        ("Llama-3.1-8B-Instruct", 0.46, "2024-07-18"), ("Llama-3.2-1B-Instruct", 0.31, "2024-09-18"),
        ("Llama-3.2-3B-Instruct", 0.23, "2024-09-18")]),
    "deepseek-ai": (14_300_000, 171_460_118, 97_600, 0.03, [
        ("DeepSeek-R1-Distill-Qwen-7B", 0.41, "2025-01-20"), ("DeepSeek-V3", 0.33, "2024-12-25"),
        ("DeepSeek-OCR", 0.26, "2025-10-17")]),
    "google": (11_800_000, 188_903_441, 61_200, 0.02, [
        ("gemma-3-4b-it", 0.42, "2025-02-20"), ("gemma-3-1b-it", 0.36, "2025-02-20"),
        ("embeddinggemma-300m", 0.22, "2025-07-17")]),
    "mistralai": (9_400_000, 143_772_860, 55_900, -0.02, [
        ("Mistral-7B-Instruct-v0.3", 0.57, "2024-05-22"), ("Ministral-8B-Instruct-2410", 0.43, "2024-10-15")]),
    "openai": (7_900_000, 64_310_227, 47_800, 0.01, [
        ("gpt-oss-20b", 0.63, "2025-08-04"), ("gpt-oss-120b", 0.37, "2025-08-04")]),
    "microsoft": (6_200_000, 96_551_034, 38_100, 0.0, [
        ("Phi-4-mini-instruct", 0.55, "2025-02-19"), ("phi-4", 0.45, "2024-12-11")]),
    "nvidia": (4_400_000, 41_087_512, 16_700, 0.05, [
        ("NVIDIA-Nemotron-Nano-9B-v2", 0.62, "2025-08-12"), ("Llama-3.1-Nemotron-Nano-8B-v1", 0.38, "2025-03-16")]),
    "zai-org": (3_200_000, 24_965_730, 19_400, 0.06, [
        ("GLM-4.5-Air", 0.58, "2025-07-20"), ("GLM-4.6", 0.42, "2025-09-29")]),
    "ibm-granite": (2_900_000, 31_220_604, 8_900, 0.02, [("granite-4.0-micro", 1.0, "2025-09-17")]),
    "allenai": (2_700_000, 26_744_019, 9_300, 0.03, [("Olmo-3-7B-Instruct", 1.0, "2025-11-19")]),
    "tiiuae": (2_600_000, 48_109_377, 14_200, -0.03, [("Falcon3-7B-Instruct", 1.0, "2024-11-29")]),
    "CohereLabs": (2_500_000, 22_630_811, 10_100, 0.0, [("aya-expanse-8b", 1.0, "2024-10-23")]),
    "01-ai": (2_400_000, 29_407_265, 9_800, -0.05, [("Yi-1.5-9B-Chat", 1.0, "2024-05-10")]),
    "moonshotai": (2_400_000, 15_338_902, 12_600, 0.08, [("Kimi-K2-Instruct", 1.0, "2025-07-11")]),
    "tencent": (2_300_000, 12_871_440, 7_400, 0.04, [("Hunyuan-7B-Instruct", 1.0, "2025-07-28")]),
    "baidu": (2_200_000, 9_964_153, 5_200, 0.05, [("ERNIE-4.5-0.3B-PT", 1.0, "2025-06-28")]),
}


def apportion(total: int, weights: list[float]) -> list[int]:
    """Split a whole number by weights so that the parts add up to it (largest remainders)."""
    scale = total / sum(weights)
    parts = [int(weight * scale) for weight in weights]
    order = sorted(range(len(parts)), key=lambda n: weights[n] * scale - parts[n], reverse=True)
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts


class OpenModels:
    """Answers `GET /api/models?author=…` for any day of the month."""

    def answer(self, url: str, at: datetime) -> tuple[int, dict, bytes]:
        query = parse_qs(urlsplit(url).query)
        author = query["author"][0]
        models = self.models(author, (at.date() - FIRST).days)
        headers = {
            "content-type": "application/json; charset=utf-8",
            "ratelimit": '"api";r=498;t=279',
            "ratelimit-policy": '"fixed window";"api";q=500;w=300',
        }
        # The Hub pages by cursor; the leader's list takes two pages.
        if author == "Qwen" and "cursor" not in query:
            following = url + "&" + urlencode({"cursor": "eyJkb3dubG9hZHMiOjF9"})
            headers["link"] = f'<{following}>; rel="next"'
            models = models[:6]
        elif author == "Qwen":
            models = models[6:]
        return 200, headers, json.dumps(models, separators=(",", ":")).encode()

    def models(self, author: str, day: int) -> list[dict]:
        """Return the author's models as counted at the start of the `day`-th day, from 0.

        A model that is made during the month is listed, and takes its share, from then on.
        """
        month, all_time, likes, growth, models = AUTHORS[author]
        chance = random.Random(author)
        weights = [
            WEEKDAYS[(FIRST + timedelta(days=n)).weekday()]
            * (1 + growth * (n / DAYS - 0.5)) * (0.97 + 0.06 * chance.random())
            for n in range(DAYS)
        ]
        daily = apportion(month, weights)
        ages = [(date.fromisoformat(made) - FIRST).days for _, _, made in models]
        flows = [apportion(flow, self.shares(models, ages, n)) for n, flow in enumerate(daily)]
        first = apportion(all_time - month, self.shares(models, ages, -1))
        found = []
        for n, (name, share, made) in enumerate(models):
            if ages[n] >= day:
                continue
            new = sum(flow[n] for flow in flows[:day])
            found.append({
                "_id": f"{chance.getrandbits(96):024x}",
                "id": f"{author}/{name}",
                "createdAt": f"{made}T08:00:00.000Z",
                "downloads": new if ages[n] > 0 else int(month * share * (0.96 + 0.04 * day / DAYS)),
                "downloadsAllTime": first[n] + new,
                "likes": int(likes * share * (1 - 0.0008 * (DAYS - day))),
            })
        return sorted(found, key=lambda model: -model["downloads"])

    def shares(self, models: list[tuple], ages: list[int], day: int) -> list[float]:
        """Return the share of each model on a day: none before it is made."""
        return [share if age <= day or age < 0 else 0.0 for (_, share, _), age in zip(models, ages)]
