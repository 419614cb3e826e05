// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "api_bench.h"

using namespace telemetryhub::test;

/// Commands to devices, and devices that are added and removed.
class ApiCommandsTest : public QObject {
    Q_OBJECT

private slots:
    void commandsGoToOneDeviceOrToAll();
    void aStartOfAllPassesOverThoseThatMeasureAlready();
    void aCommandThatTheStateForbidsIs409();
    void aDeviceIsAddedByItsSpecificationAndMoreSettings();
    void aDeviceThatCannotBeReadIs400_data();
    void aDeviceThatCannotBeReadIs400();
    void aDeviceThatNamesAFileElsewhereIs403_data();
    void aDeviceThatNamesAFileElsewhereIs403();
    void aDeviceIsRemovedByItsId();
    void textAndHexAreSentToADevice();
    void aCommandBodyThatIsWrongIs400_data();
    void aCommandBodyThatIsWrongIs400();
    void anEndpointWithoutBodyTakesNone();
    void answersThatComeAfterTheApiIsGoneAreDropped();

private:
    ManualClock m_clock;
};

void ApiCommandsTest::commandsGoToOneDeviceOrToAll() {
    FakeHub hub;
    hub.has("a");
    hub.has("b");
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/stop?device=b").body, std::string(R"({"ok":true})"));
    QCOMPARE(bench.post("/reset").status, 200U);
    QCOMPARE(bench.post("/start?device=c").status, 404U);

    QCOMPARE(hub.commands.size(), std::size_t{3});
    QVERIFY(hub.commands[0] == std::pair(DeviceId{2}, DeviceCommand::Stop));
    QVERIFY(hub.commands[1] == std::pair(DeviceId{1}, DeviceCommand::Reset));
    QVERIFY(hub.commands[2] == std::pair(DeviceId{2}, DeviceCommand::Reset));
}

void ApiCommandsTest::aStartOfAllPassesOverThoseThatMeasureAlready() {
    FakeHub hub;
    hub.has("a");
    hub.outcome = Error{ErrorCode::AlreadyMeasuring, "It measures."};
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/start").status, 200U);
    QCOMPARE(bench.post("/start?device=a").status, 409U);
}

void ApiCommandsTest::aCommandThatTheStateForbidsIs409() {
    FakeHub hub;
    hub.has("pump");
    hub.outcome = Error{ErrorCode::DeviceInSafeState, "It is in SafeState."};
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/start");

    QCOMPARE(answer.status, 409U);
    QCOMPARE(answer.errorCode(), QStringLiteral("device_in_safe_state"));
    QVERIFY(answer.message().contains(QLatin1String("pump")));
}

void ApiCommandsTest::aDeviceIsAddedByItsSpecificationAndMoreSettings() {
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post(
        "/devices",
        R"({"spec":"sim:demo?rate=50","settings":{"id":"x","safe_command":"a&b"},"start":false})");

    QCOMPARE(answer.status, 201U);
    QCOMPARE(answer.json()[QLatin1String("id")].toString(), QStringLiteral("x"));
    QCOMPARE(hub.added.size(), std::size_t{1});
    QCOMPARE(hub.added[0].safeCommand, std::string("a&b"));
    QCOMPARE(std::get<SimulatedSettings>(hub.added[0].bus).rateHz, 50.0);
    QVERIFY(hub.commands.empty());
}

void ApiCommandsTest::aDeviceThatCannotBeReadIs400_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* body, const char* word) {
        QTest::newRow(body) << QString::fromUtf8(body) << QString::fromUtf8(word);
    };
    row("{}", "spec");
    row("[]", "object");
    row("{\"spec\":1}", "spec");
    row("{\"spec\":\"push:a\",\"spec\":\"push:b\"}", "twice");
    row("{\"spec\":\"push:a\",\"speed\":1}", "spec, settings, start");
    row("{\"spec\":\"push:a\",\"start\":1}", "start");
    row("{\"spec\":\"push:a\",\"settings\":{\"rate\":1}}", "rate");
    row("{\"spec\":\"nonsense:a\"}", "nonsense");
    row("{\"spec\":\"push:a\"", "Line 1");
}

void ApiCommandsTest::aDeviceThatCannotBeReadIs400() {
    QFETCH(QString, body);
    QFETCH(QString, word);
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/devices", body.toStdString());

    QCOMPARE(answer.status, 400U);
    QVERIFY2(answer.message().contains(word), qPrintable(answer.message()));
    QVERIFY(hub.added.empty());
}

void ApiCommandsTest::aDeviceThatNamesAFileElsewhereIs403_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<unsigned>("status");
    const auto row = [](const char* spec, unsigned status) {
        QTest::newRow(spec) << QString::fromUtf8(spec) << status;
    };
    row("replay:run.csv", 201);
    row("replay:%1/sessions/run.csv", 201);
    row("replay:%1/more/run.csv", 201);
    row("replay:%1/secret.csv", 403);
    row("replay:../secret.csv", 403);
    row("replay:%2e%2e/secret.csv", 403);
    row("replay:link.csv", 403);
    row("replay:none.csv", 404);
    row("serial:%1/secret.csv", 403);
    row("push:a?profile=%1/secret.json", 403);
    row("push:a?profile=gps", 201);
}

void ApiCommandsTest::aDeviceThatNamesAFileElsewhereIs403() {
    QFETCH(QString, spec);
    QFETCH(unsigned, status);
    const QTemporaryDir folder;
    const QDir root(QFileInfo(folder.path()).canonicalFilePath());
    QVERIFY(root.mkdir(QStringLiteral("sessions")) && root.mkdir(QStringLiteral("more")));
    for (const char* name : {"secret.csv", "secret.json", "sessions/run.csv", "more/run.csv"}) {
        QFile file(root.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(QFile::link(root.filePath(QStringLiteral("secret.csv")),
                        root.filePath(QStringLiteral("sessions/link.csv"))));
    FakeHub hub;
    RecordingSettings recording;
    recording.folder = root.filePath(QStringLiteral("sessions")).toStdString();
    ApiBench bench(hub, m_clock, recording);
    bench.api.allowFiles({root.filePath(QStringLiteral("more")).toStdString()});

    const ApiAnswer answer = bench.post(
        "/devices",
        R"({"spec":")" + spec.replace(QLatin1String("%1"), root.path()).toStdString() + "\"}");

    QVERIFY2(answer.status == status, answer.body.c_str());
    QCOMPARE(hub.added.size(), std::size_t{status == 201 ? 1U : 0U});
    if (status != 403) return;
    QCOMPARE(answer.errorCode(), QStringLiteral("not_allowed"));
    if (!spec.startsWith(QLatin1String("serial")))
        QVERIFY2(answer.message().contains(QLatin1String("`files` of [rest]")),
                 answer.body.c_str());
}

void ApiCommandsTest::aDeviceIsRemovedByItsId() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.ask({HttpMethod::Delete, "/devices/b"}).status, 404U);
    QCOMPARE(bench.ask({HttpMethod::Delete, "/devices/a"}).status, 200U);
    QCOMPARE(hub.removed, std::vector<DeviceId>{DeviceId{1}});
}

void ApiCommandsTest::textAndHexAreSentToADevice() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/devices/a/command", R"({"text":"AT","end":"crlf"})").status, 200U);
    QCOMPARE(bench.post("/devices/a/command", R"({"hex":"01 FF"})").status, 200U);
    QCOMPARE(bench.post("/devices/b/command", R"({"hex":"01"})").status, 404U);

    QCOMPARE(hub.sent, (std::vector<std::string>{"AT\r\n", "\x01\xFF"}));
}

void ApiCommandsTest::aCommandBodyThatIsWrongIs400_data() {
    QTest::addColumn<QString>("body");
    for (const char* body :
         {"{}", "{\"text\":\"a\",\"hex\":\"01\"}", "{\"text\":\"\"}", "{\"text\":1}",
          "{\"hex\":\"0g\"}", "{\"hex\":\"01\",\"end\":\"lf\"}", "{\"text\":\"a\",\"end\":\"x\"}"})
        QTest::newRow(body) << QString::fromUtf8(body);
}

void ApiCommandsTest::aCommandBodyThatIsWrongIs400() {
    QFETCH(QString, body);
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/devices/a/command", body.toStdString()).status, 400U);
    QVERIFY(hub.sent.empty());
}

void ApiCommandsTest::anEndpointWithoutBodyTakesNone() {
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/stop", "{}").status, 200U);
    QCOMPARE(bench.post("/stop", "{\"device\":\"a\"}").status, 400U);
}

void ApiCommandsTest::answersThatComeAfterTheApiIsGoneAreDropped() {
    FakeHub hub;
    hub.has("a");
    hub.holdsAnswers = true;
    const auto answer = std::make_shared<ApiAnswer>();
    {
        ApiBench bench(hub, m_clock);
        Ask push{HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1})"};
        push.contentType = "application/json";
        bench.begin(push, answer);
    }

    hub.held[0]({});

    QCOMPARE(answer->status, 0U);
}

QTEST_GUILESS_MAIN(ApiCommandsTest)
#include "api_commands_test.moc"
