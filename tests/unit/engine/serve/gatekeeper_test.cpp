// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/gatekeeper.h"

#include <string>
#include <vector>

#include <QtTest>

#include "serve/http_error.h"
#include "serve/listen_rules.h"
#include "serve/token_hash.h"
#include "telemetryhub/engine/serve/access_tokens.h"

using namespace telemetryhub::engine;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::string_view kToken = "th_0123";

HttpHead headOf(std::string_view authorization = {}) {
    HttpHead head;
    head.method = HttpMethod::Get;
    head.path = "/status";
    head.host = "localhost:8080";
    head.peer = "10.0.0.7";
    head.requestId = "r1";
    head.authorization = authorization;
    return head;
}

ListenerSettings settingsWithToken(AccessRole role = AccessRole::Viewer) {
    ListenerSettings settings;
    settings.tokens = {{"other", AccessRole::Admin, tokenHash("th_other")},
                       {"panel", role, tokenHash(kToken)}};
    return settings;
}

int statusOf(const std::variant<AccessRole, HttpResponse>& answer) {
    const auto* refusal = std::get_if<HttpResponse>(&answer);
    return refusal == nullptr ? 200 : static_cast<int>(refusal->status);
}

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

}  // namespace

class GatekeeperTest : public QObject {
    Q_OBJECT

private slots:
    void withoutTokensEverybodyOfThisMachineIsAdmin();
    void aHostThatIsNotAllowedIsRefused_data();
    void aHostThatIsNotAllowedIsRefused();
    void aForeignOriginIsRefused_data();
    void aForeignOriginIsRefused();
    void aTokenGivesItsRole();
    void whoHasNoTokenIsAskedForOne_data();
    void whoHasNoTokenIsAskedForOne();
    void noAnswerHoldsTheToken();
    void aRoleMayDoWhatTheTableSays();
    void aWrongTokenThatIsSentTooOftenIsToldToWait();
    void aKnownTokenPassesWhateverOthersOfItsAddressSend();
    void aStaleTokenDoesNotTakeTheGuessesOfItsAddress();
    void anAddressThatTriesManyTokensIsToldToWait();
    void theRequestsOfAKnownTokenAreCountedApart();
    void failedLoginsOfOneAddressDoNotHoldUpAnother();
    void tooManyRequestsAreRefusedUntilTimePasses();
    void theTableOfPeersIsBoundedAndKeepsThoseWhoAskMost();
    void aTokenIsNewEachTimeAndItsHashTellsNothing();
    void aTokenIsFoundByItsWholeDigest();
    void othersAreReachedOnlyWithTlsAndTokens_data();
    void othersAreReachedOnlyWithTlsAndTokens();
    void anErrorIsJsonWhateverItSays();
};

void GatekeeperTest::withoutTokensEverybodyOfThisMachineIsAdmin() {
    ManualClock clock;
    Gatekeeper gatekeeper({}, clock);

    const auto answer = gatekeeper.identify(headOf());

    QCOMPARE(std::get<AccessRole>(answer), AccessRole::Admin);
}

void GatekeeperTest::aHostThatIsNotAllowedIsRefused_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char* host, int status) {
        QTest::newRow(host) << QByteArray(host) << status;
    };
    row("localhost", 200);
    row("LocalHost:9", 200);
    row("localhost.", 200);
    row("127.0.0.1:8080", 200);
    row("[::1]:8080", 200);
    row("hub.local", 200);
    row("evil.example", 403);
    row("localhost.evil.example", 403);
    row("127.0.0.2", 403);
    row("hub.local.evil", 403);
    row("xhub.local", 403);
}

void GatekeeperTest::aHostThatIsNotAllowedIsRefused() {
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    ManualClock clock;
    ListenerSettings settings;
    settings.allowedHosts = {"hub.local"};
    Gatekeeper gatekeeper(settings, clock);
    HttpHead head = headOf();
    head.host = {host.constData(), static_cast<std::size_t>(host.size())};

    QCOMPARE(statusOf(gatekeeper.identify(head)), status);
}

void GatekeeperTest::aForeignOriginIsRefused_data() {
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const auto row = [](const char* origin, int status) {
        QTest::newRow(origin) << QByteArray(origin) << status;
    };
    row("http://localhost:8080", 200);
    row("https://LOCALHOST:8080", 200);
    row("http://localhost", 403);
    row("http://localhost:80", 403);
    row("http://127.0.0.1:8080", 403);
    row("http://evil.example", 403);
    row("http://localhost:8080.evil.example", 403);
    row("null", 403);
    row("file://", 403);
}

void GatekeeperTest::aForeignOriginIsRefused() {
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    ManualClock clock;
    Gatekeeper gatekeeper({}, clock);
    HttpHead head = headOf();
    head.origin = {origin.constData(), static_cast<std::size_t>(origin.size())};

    QCOMPARE(statusOf(gatekeeper.identify(head)), status);
}

void GatekeeperTest::aTokenGivesItsRole() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(AccessRole::Ingest), clock);

    const auto answer = gatekeeper.identify(headOf("bearer th_0123"));

    QCOMPARE(std::get<AccessRole>(answer), AccessRole::Ingest);
}

void GatekeeperTest::whoHasNoTokenIsAskedForOne_data() {
    QTest::addColumn<QByteArray>("authorization");
    for (const char* each : {"", "Bearer", "Bearer ", "Bearer th_012", "Bearer th_01234",
                             "Bearer  th_0123", "Basic th_0123", "th_0123"})
        QTest::newRow(each) << QByteArray(each);
}

void GatekeeperTest::whoHasNoTokenIsAskedForOne() {
    QFETCH(QByteArray, authorization);
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);

    const auto answer = gatekeeper.identify(headOf(authorization.constData()));

    QCOMPARE(statusOf(answer), 401);
    QVERIFY(std::get<HttpResponse>(answer).fields.starts_with("WWW-Authenticate: Bearer"));
}

void GatekeeperTest::noAnswerHoldsTheToken() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);

    for (const int status : {401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429}) {
        const auto wrong = gatekeeper.identify(headOf("Bearer th_secret"));

        QCOMPARE(statusOf(wrong), status);
        const HttpResponse& response = std::get<HttpResponse>(wrong);
        QVERIFY(response.body->find("th_") == std::string::npos);
        QVERIFY(response.fields.find("th_") == std::string::npos);
    }
}

void GatekeeperTest::aRoleMayDoWhatTheTableSays() {
    using R = AccessRole;
    struct Row {
        R role;
        bool viewer, ingest, commands, admin;
    };
    for (const Row& row :
         {Row{R::Viewer, true, false, false, false}, Row{R::Ingest, false, true, false, false},
          Row{R::Operator, true, true, true, false}, Row{R::Admin, true, true, true, true}}) {
        QCOMPARE(mayDo(row.role, R::Viewer), row.viewer);
        QCOMPARE(mayDo(row.role, R::Ingest), row.ingest);
        QCOMPARE(mayDo(row.role, R::Operator), row.commands);
        QCOMPARE(mayDo(row.role, R::Admin), row.admin);
        QCOMPARE(accessRoleNamed(accessRoleName(row.role)), std::optional(row.role));
    }
    QVERIFY(!accessRoleNamed("root"));
}

void GatekeeperTest::aWrongTokenThatIsSentTooOftenIsToldToWait() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer guess"))), 401);

    const auto refused = gatekeeper.identify(headOf("Bearer guess"));
    QCOMPARE(statusOf(refused), 429);
    QCOMPARE(text(std::get<HttpResponse>(refused).fields), QStringLiteral("Retry-After: 6\r\n"));
    clock.advance(seconds(6));

    QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer guess"))), 401);
    QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer guess"))), 429);
}

void GatekeeperTest::aKnownTokenPassesWhateverOthersOfItsAddressSend() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);

    // A stale token four times a second, and an address that guesses.
    for (int i = 0; i < 400; ++i) {
        const std::string guess = "Bearer guess" + std::to_string(i);
        (void)gatekeeper.identify(headOf("Bearer stale"));
        (void)gatekeeper.identify(headOf(guess));
        clock.advance(milliseconds(250));

        QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer th_0123"))), 200);
    }
}

void GatekeeperTest::aStaleTokenDoesNotTakeTheGuessesOfItsAddress() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);

    for (int i = 0; i < 400; ++i) {
        (void)gatekeeper.identify(headOf("Bearer stale"));
        clock.advance(milliseconds(250));
    }

    // One that is mistyped is told so, and not that it should wait.
    QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer mistyped"))), 401);
}

void GatekeeperTest::anAddressThatTriesManyTokensIsToldToWait() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);
    for (int i = 0; i < 10; ++i) {
        const std::string guess = "Bearer guess" + std::to_string(i);
        QCOMPARE(statusOf(gatekeeper.identify(headOf(guess))), 401);
    }

    const auto refused = gatekeeper.identify(headOf("Bearer guess10"));

    QCOMPARE(statusOf(refused), 429);
    QCOMPARE(text(std::get<HttpResponse>(refused).fields), QStringLiteral("Retry-After: 6\r\n"));
}

void GatekeeperTest::failedLoginsOfOneAddressDoNotHoldUpAnother() {
    ManualClock clock;
    Gatekeeper gatekeeper(settingsWithToken(), clock);
    for (const int status : {401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429})
        QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer guess"))), status);
    HttpHead other = headOf("Bearer guess");
    other.peer = "10.0.0.8";

    QCOMPARE(statusOf(gatekeeper.identify(other)), 401);
}

void GatekeeperTest::theRequestsOfAKnownTokenAreCountedApart() {
    ManualClock clock;
    ListenerSettings settings = settingsWithToken();
    settings.limits.requestsPerSecond = 5;
    Gatekeeper gatekeeper(settings, clock);
    for (int i = 0; i < 20; ++i)
        (void)gatekeeper.identify(headOf("Bearer stale"));

    for (const int status : {200, 200, 200, 200, 200, 429})
        QCOMPARE(statusOf(gatekeeper.identify(headOf("Bearer th_0123"))), status);
}

void GatekeeperTest::tooManyRequestsAreRefusedUntilTimePasses() {
    ManualClock clock;
    ListenerSettings settings;
    settings.limits.requestsPerSecond = 5;
    Gatekeeper gatekeeper(settings, clock);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(statusOf(gatekeeper.identify(headOf())), 200);

    QCOMPARE(statusOf(gatekeeper.identify(headOf())), 429);
    clock.advance(milliseconds(200));

    QCOMPARE(statusOf(gatekeeper.identify(headOf())), 200);
    QCOMPARE(statusOf(gatekeeper.identify(headOf())), 429);
}

void GatekeeperTest::theTableOfPeersIsBoundedAndKeepsThoseWhoAskMost() {
    PeerBuckets buckets(1, 3, 100);
    for (int i = 0; i < 3; ++i)
        QVERIFY(!buckets.take("greedy", 0));

    for (int i = 0; i < 10'000; ++i)
        buckets.take("peer" + std::to_string(i), 0);

    QCOMPARE(buckets.peerCount(), std::size_t{100});
    QVERIFY(buckets.take("greedy", 0));
    buckets.take("new", 1'000'000'000'000);
    QCOMPARE(buckets.peerCount(), std::size_t{1});
}

void GatekeeperTest::aTokenIsNewEachTimeAndItsHashTellsNothing() {
    const auto token = makeToken();
    const auto other = makeToken();

    QVERIFY(token && other && token.value() != other.value());
    QCOMPARE(token.value().size(), std::size_t{67});
    QVERIFY(isTokenHash(tokenHash(token.value())));
    QVERIFY(!isTokenHash(token.value()));
    QCOMPARE(text(tokenHash("abc")),
             QStringLiteral("sha256:"
                            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void GatekeeperTest::aTokenIsFoundByItsWholeDigest() {
    const TokenHashes known({{"panel", AccessRole::Viewer, tokenHash(kToken)}});
    const TokenDigest digest = tokenDigest(kToken);

    const AccessToken* const found = known.find(digest);

    QVERIFY(found != nullptr);
    QCOMPARE(found->name, std::string("panel"));
    for (std::size_t place = 0; place < digest.size(); ++place) {
        for (const unsigned bit : {1U, 0x80U}) {
            TokenDigest other = digest;
            other[place] = static_cast<unsigned char>(other[place] ^ bit);
            QVERIFY2(known.find(other) == nullptr, std::to_string(place).c_str());
        }
    }
    TokenDigest sameBeginning{};
    sameBeginning.front() = digest.front();
    QVERIFY(known.find(sameBeginning) == nullptr);
}

void GatekeeperTest::othersAreReachedOnlyWithTlsAndTokens_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("tokens");
    QTest::addColumn<QString>("missing");
    const auto row = [](const char* host, bool tls, bool tokens, const char* missing) {
        QTest::addRow("%s %d %d", host, tls, tokens)
            << QString::fromLatin1(host) << tls << tokens << QString::fromLatin1(missing);
    };
    row("127.0.0.1", false, false, "");
    row("127.8.8.8", false, false, "");
    row("::1", false, false, "");
    row("localhost", true, true, "");
    row("0.0.0.0", true, true, "");
    row("0.0.0.0", false, false, "make-cert");
    row("0.0.0.0", false, true, "make-cert");
    row("0.0.0.0", true, false, "make-token");
    row("::", true, false, "make-token");
    row("192.168.1.5", false, true, "make-cert");
    row("127.evil.example", false, false, "make-token");
}

void GatekeeperTest::othersAreReachedOnlyWithTlsAndTokens() {
    QFETCH(QString, host);
    QFETCH(bool, tls);
    QFETCH(bool, tokens);
    QFETCH(QString, missing);
    ListenerSettings settings = tokens ? settingsWithToken() : ListenerSettings{};
    settings.host = host.toStdString();
    if (tls) settings.certificateFile = settings.keyFile = "x.pem";

    const auto checked = checkListenRules(settings);

    QCOMPARE(checked.hasValue(), missing.isEmpty());
    if (!checked) QVERIFY2(text(checked.error().detail).contains(missing), "no remedy");
}

void GatekeeperTest::anErrorIsJsonWhateverItSays() {
    const HttpResponse response =
        errorResponse(400, "bad", "a\"b\\c\n\xC3\xA4\xFF\xED\xA0\x80", "r1");

    QCOMPARE(
        text(*response.body),
        text("{\"error\":{\"code\":\"bad\",\"message\":\"a\\\"b\\\\c\\u000a\xC3\xA4\xEF\xBF\xBD"
             "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"},\"request_id\":\"r1\"}\n"));
}

QTEST_APPLESS_MAIN(GatekeeperTest)
#include "gatekeeper_test.moc"
