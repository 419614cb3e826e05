// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <set>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include "program.h"
#include "serve/endpoints.h"

using namespace telemetryhub::test;

namespace {

constexpr int kDeadline = 20'000;

struct HttpAnswer {
    int status = 0;
    QByteArray type;
    QByteArray body;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// The built program with a listener, a simulated device and a place to push to.
class Listening {
public:
    Listening()
        : m_program({QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                     QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"), m_dir.path(),
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=100&id=bench"),
                     QStringLiteral("--device"), QStringLiteral("push:tank"),
                     QStringLiteral("--log-level"), QStringLiteral("debug")}) {
        if (const auto ready = m_program.waitForEvent(QStringLiteral("ready")))
            m_address = (*ready)[QLatin1String("listen")].toString();
    }
    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(QUrl(m_address).port()); }
    Program& program() { return m_program; }

    HttpAnswer ask(const char* method, const QString& target, const QByteArray& body = {},
                   const QByteArray& accept = "*/*") {
        QNetworkRequest request(QUrl(m_address + target, QUrl::StrictMode));
        request.setRawHeader("Accept", accept);
        if (!body.isEmpty()) request.setRawHeader("Content-Type", "application/json");
        // No encoding: the answers are compared as they are.
        request.setRawHeader("Accept-Encoding", "identity");
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished()) (void)finished.wait(kDeadline);
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                reply->rawHeader("Content-Type"), reply->readAll()};
    }
    HttpAnswer get(const QString& target) { return ask("GET", target); }
    HttpAnswer post(const QString& target, const QByteArray& body = {}) {
        return ask("POST", target, body);
    }

private:
    QTemporaryDir m_dir;
    Program m_program;
    QString m_address;
    QNetworkAccessManager m_network;
};

/// Runs a tool with a text on its standard input. Its exit code and what it said.
std::pair<int, QByteArray> run(const QString& tool, const QStringList& arguments,
                               const QByteArray& input = {}) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(tool, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kDeadline)) return {-1, "it did not end"};
    return {process.exitCode(), process.readAll()};
}

bool isInstalled(const char* tool) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty();
}

QString sourcePath(const char* path) {
    return QStringLiteral(TH_SOURCE_DIR "/") + QString::fromLatin1(path);
}

/// A port that nobody had a moment ago.
quint16 freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

}  // namespace

/// The REST listener of the built program, over real sockets.
class RestTest : public QObject {
    Q_OBJECT

private slots:
    void theReadyLineTellsWhereItListens();
    void withoutListenNothingListens();
    void aPortThatIsTakenIsExitCodeFive();
    void anAddressBeyondLoopbackWithoutTokensIsExitCodeFive();
    void samplesReachTheStatusAndPushesTheirDevice();
    void stoppingEndsStreamsAndDownloadsAndLosesNothing();
    void theStreamTellsSamplesAndStates();
    void theDocumentHasEveryEndpointAndNothingElse();
    void everyAnswerIsAsTheDocumentSays();
    void promtoolAcceptsTheMetrics();
    void promtoolAcceptsTheAlertRules();
    void aRealPrometheusScrapes();
    void alertsAndDashboardUseMetricsThatExist();
};

void RestTest::theReadyLineTellsWhereItListens() {
    Listening hub;

    QVERIFY(hub.address().startsWith(QLatin1String("http://127.0.0.1:")));
    QCOMPARE(hub.get(QStringLiteral("/health")).body, QByteArray("{\"status\":\"ok\"}"));
    QVERIFY(hub.program().stop().has_value());
}

void RestTest::withoutListenNothingListens() {
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--device"), QStringLiteral("sim:demo")});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));

    QVERIFY(ready && (*ready)[QLatin1String("listen")].isNull());
}

void RestTest::aPortThatIsTakenIsExitCodeFive() {
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));

    Program program({QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                     QStringLiteral("127.0.0.1:%1").arg(taken.serverPort())});

    QCOMPARE(program.waitForExit(), 5);
    QVERIFY(!program.errorOutput().isEmpty());
}

void RestTest::anAddressBeyondLoopbackWithoutTokensIsExitCodeFive() {
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")});

    QCOMPARE(program.waitForExit(), 5);
    QVERIFY(program.errorOutput().contains("TLS"));
}

void RestTest::samplesReachTheStatusAndPushesTheirDevice() {
    Listening hub;

    QCOMPARE(hub.post(QStringLiteral("/telemetry"),
                      "{\"device_id\":\"tank\",\"value\":2.5,\"unit\":\"m\"}")
                 .body,
             QByteArray("{\"ok\":true,\"accepted\":1}"));
    QTRY_COMPARE_WITH_TIMEOUT(hub.get(QStringLiteral("/devices/tank"))
                                  .json()[QLatin1String("channels")][0][QLatin1String("value")]
                                  .toDouble(),
                              2.5, kDeadline);
    QTRY_VERIFY_WITH_TIMEOUT(
        hub.get(QStringLiteral("/status"))
                .json()[QLatin1String("metrics")][QLatin1String("samples_processed")]
                .toInt() > 20,
        kDeadline);
    QCOMPARE(hub.post(QStringLiteral("/stop?device=bench")).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(
        hub.get(QStringLiteral("/devices/bench")).json()[QLatin1String("state")].toString(),
        QStringLiteral("Idle"), kDeadline);
    QCOMPARE(hub.post(QStringLiteral("/stop?device=none")).status, 404);
}

void RestTest::stoppingEndsStreamsAndDownloadsAndLosesNothing() {
    Listening hub;
    QTcpSocket stream;
    stream.connectToHost(QHostAddress::LocalHost, hub.port());
    stream.write("GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(stream.bytesAvailable() > 200, kDeadline);
    QCOMPARE(hub.post(QStringLiteral("/telemetry"), "{\"device_id\":\"tank\",\"value\":1}").status,
             200);

    const auto stopped = hub.program().stop();

    QVERIFY(stopped.has_value());
    QVERIFY((*stopped)[QLatin1String("ledger_closed")].toBool());
    QTRY_COMPARE_WITH_TIMEOUT(stream.state(), QAbstractSocket::UnconnectedState, kDeadline);
}

void RestTest::theStreamTellsSamplesAndStates() {
    Listening hub;
    QTcpSocket stream;
    QByteArray got;
    const auto has = [&](const char* text) {
        got += stream.readAll();
        return got.contains(text);
    };
    stream.connectToHost(QHostAddress::LocalHost, hub.port());
    stream.write("GET /stream?rate=50&device=bench HTTP/1.1\r\nHost: localhost\r\n\r\n");

    QTRY_VERIFY_WITH_TIMEOUT(has("event: sample\n"), kDeadline);
    QCOMPARE(hub.post(QStringLiteral("/stop?device=bench")).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(has("event: state\n"), kDeadline);
    QVERIFY(has("text/event-stream"));
}

void RestTest::theDocumentHasEveryEndpointAndNothingElse() {
    Listening hub;
    const QJsonObject paths =
        hub.get(QStringLiteral("/openapi.json")).json()[QLatin1String("paths")].toObject();

    std::set<std::string> inDocument;
    for (auto path = paths.begin(); path != paths.end(); ++path)
        for (const QString& method : path.value().toObject().keys())
            if (method != QLatin1String("parameters")) {
                const QJsonObject operation = path.value()[method].toObject();
                std::string text =
                    (method.toUpper() + QLatin1Char(' ') + path.key() + QLatin1Char(' ') +
                     operation[QLatin1String("x-role")].toString())
                        .toStdString();
                for (const auto& parameter : operation[QLatin1String("parameters")].toArray())
                    if (parameter[QLatin1String("in")] == QLatin1String("query"))
                        text += ' ' + parameter[QLatin1String("name")].toString().toStdString();
                if (operation.contains(QLatin1String("requestBody"))) text += " +body";
                inDocument.insert(text);
            }
    std::set<std::string> inTable;
    for (const auto& endpoint : telemetryhub::engine::endpoints()) {
        std::string text = std::string(httpMethodName(endpoint.method)) + ' ' +
                           std::string(endpoint.path) + ' ' +
                           std::string(accessRoleName(endpoint.least));
        if (!endpoint.parameters.empty()) text += ' ' + std::string(endpoint.parameters);
        if (endpoint.body == telemetryhub::engine::BodyKind::Json) text += " +body";
        inTable.insert(text);
    }

    for (const std::string& text : inDocument)
        QVERIFY2(inTable.contains(text), (text + " is not in the table").c_str());
    for (const std::string& text : inTable)
        QVERIFY2(inDocument.contains(text), (text + " is not in the document").c_str());
}

void RestTest::everyAnswerIsAsTheDocumentSays() {
    Listening hub;
    const QTemporaryDir dir;
    QFile answers(dir.filePath(QStringLiteral("answers")));
    QVERIFY(answers.open(QIODevice::WriteOnly));
    std::set<std::string> seen;
    const auto ask = [&](const char* method, const char* path, const QString& target,
                         const QByteArray& body = {}, const QByteArray& accept = "*/*") {
        const HttpAnswer answer = hub.ask(method, target, body, accept);
        QJsonObject line{{QStringLiteral("method"), QString::fromLatin1(method)},
                         {QStringLiteral("path"), QString::fromLatin1(path)},
                         {QStringLiteral("status"), answer.status},
                         {QStringLiteral("type"), QString::fromLatin1(answer.type)},
                         {QStringLiteral("body"), QString::fromUtf8(answer.body)}};
        if (!body.isEmpty()) line[QStringLiteral("sent")] = QString::fromUtf8(body);
        answers.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        seen.insert(std::string(method) + ' ' + path);
        return answer;
    };
    const auto same = [&](const char* method, const char* path, const QByteArray& body = {}) {
        return ask(method, path, QString::fromLatin1(path), body);
    };

    QCOMPARE(same("POST", "/recording/start").status, 200);
    QCOMPARE(same("POST", "/recording/start").status, 409);
    QCOMPARE(same("POST", "/telemetry", "{\"device_id\":\"tank\",\"value\":1}").status, 200);
    QCOMPARE(same("POST", "/telemetry",
                  "[{\"device_id\":\"tank\",\"channels\":{\"a\":1},\"seq\":1,\"ts\":\"2020\"},"
                  "{\"device_id\":\"tank\",\"value\":1,\"unit\":\"m\",\"seq\":2}]")
                 .status,
             207);
    QCOMPARE(same("POST", "/telemetry", "{\"device_id\":\"none\",\"value\":1}").status, 404);
    QCOMPARE(same("POST", "/telemetry", "{").status, 400);
    QCOMPARE(same("POST", "/devices", "{\"spec\":\"push:more\",\"start\":false}").status, 201);
    QCOMPARE(same("POST", "/devices", "{\"spec\":\"push:more\"}").status, 409);
    QCOMPARE(same("POST", "/telemetry", "{\"device_id\":\"more\",\"value\":1}").status, 409);
    QCOMPARE(ask("DELETE", "/devices/{id}", QStringLiteral("/devices/more")).status, 200);
    QCOMPARE(ask("DELETE", "/devices/{id}", QStringLiteral("/devices/more")).status, 404);
    QCOMPARE(ask("POST", "/devices/{id}/command", QStringLiteral("/devices/bench/command"),
                 "{\"text\":\"x\",\"end\":\"lf\"}")
                 .status,
             200);
    QCOMPARE(ask("POST", "/devices/{id}/command", QStringLiteral("/devices/bench/command"),
                 "{\"hex\":\"zz\"}")
                 .status,
             400);
    QCOMPARE(ask("GET", "/devices/{id}", QStringLiteral("/devices/bench")).status, 200);
    QCOMPARE(ask("GET", "/devices/{id}", QStringLiteral("/devices/more")).status, 404);
    for (const char* path : {"/health", "/ready", "/status", "/metrics", "/devices", "/events",
                             "/openapi.json", "/recordings"})
        QCOMPARE(same("GET", path).status, 200);
    QCOMPARE(ask("GET", "/metrics", QStringLiteral("/metrics"), {}, "application/json").type,
             QByteArray("application/json"));
    QCOMPARE(ask("GET", "/events", QStringLiteral("/events?x=1")).status, 400);
    QCOMPARE(ask("GET", "/samples", QStringLiteral("/samples?device=bench&columns=10")).status,
             200);
    QCOMPARE(ask("GET", "/samples", QStringLiteral("/samples?device=bench&limit=3")).status, 200);
    QCOMPARE(ask("GET", "/samples", QStringLiteral("/samples")).status, 400);
    QCOMPARE(hub.ask("HEAD", QStringLiteral("/stream")).status, 200);
    for (const char* path : {"/stop", "/reset", "/start"})
        QCOMPARE(same("POST", path).status, 200);
    QCOMPARE(ask("POST", "/reset", QStringLiteral("/reset?device=bench")).status, 409);
    QCOMPARE(same("POST", "/recording/stop").status, 200);
    QCOMPARE(same("POST", "/recording/stop").status, 409);
    const QString name = hub.get(QStringLiteral("/recordings"))
                             .json()[QLatin1String("recordings")][0][QLatin1String("name")]
                             .toString();
    const HttpAnswer csv = ask("GET", "/recordings/{name}.csv",
                               QStringLiteral("/recordings/%1.csv?device=bench").arg(name));
    QVERIFY(csv.body.startsWith("time_utc,elapsed_s,seq,"));
    QVERIFY(csv.body.endsWith("\r\n"));
    QCOMPARE(ask("GET", "/recordings/{name}.csv", QStringLiteral("/recordings/none.csv")).status,
             404);
    answers.close();

    for (const auto& endpoint : telemetryhub::engine::endpoints()) {
        const std::string text =
            std::string(httpMethodName(endpoint.method)) + ' ' + std::string(endpoint.path);
        QVERIFY2(seen.contains(text) || endpoint.path == "/stream", text.c_str());
    }
    const auto [exitCode, said] =
        run(QStringLiteral("python3"), {sourcePath("tests/integration/check_openapi.py"),
                                        sourcePath("resources/openapi.json"), answers.fileName()});
    if (exitCode == 77) QSKIP("python3 with jsonschema is not installed");
    QVERIFY2(exitCode == 0 && said.isEmpty(), said.constData());
}

void RestTest::promtoolAcceptsTheMetrics() {
    if (!isInstalled("promtool")) QSKIP("promtool is not installed (Debian: prometheus)");
    Listening hub;
    QCOMPARE(hub.post(QStringLiteral("/recording/start")).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(hub.get(QStringLiteral("/metrics")).body.contains("channel_value{"),
                             kDeadline);

    const auto [exitCode, said] =
        run(QStringLiteral("promtool"), {QStringLiteral("check"), QStringLiteral("metrics")},
            hub.get(QStringLiteral("/metrics")).body);

    QVERIFY2(exitCode == 0 && said.isEmpty(), said.constData());
}

void RestTest::promtoolAcceptsTheAlertRules() {
    if (!isInstalled("promtool")) QSKIP("promtool is not installed (Debian: prometheus)");

    const auto [exitCode, said] =
        run(QStringLiteral("promtool"), {QStringLiteral("check"), QStringLiteral("rules"),
                                         sourcePath("resources/prometheus-alerts.yml")});

    QVERIFY2(exitCode == 0, said.constData());
}

void RestTest::aRealPrometheusScrapes() {
    if (!isInstalled("prometheus")) QSKIP("prometheus is not installed");
    Listening hub;
    const QTemporaryDir dir;
    QFile config(dir.filePath(QStringLiteral("prometheus.yml")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(QStringLiteral("global: {scrape_interval: 1s}\n"
                                "rule_files: ['%1']\n"
                                "scrape_configs:\n"
                                "- job_name: hub\n"
                                "  static_configs: [{targets: ['127.0.0.1:%2']}]\n")
                     .arg(sourcePath("resources/prometheus-alerts.yml"))
                     .arg(hub.port())
                     .toUtf8());
    config.close();
    const QString address = QStringLiteral("127.0.0.1:%1").arg(freePort());
    QProcess prometheus;
    prometheus.start(QStringLiteral("prometheus"),
                     {QStringLiteral("--config.file=") + config.fileName(),
                      QStringLiteral("--storage.tsdb.path=") + dir.filePath(QStringLiteral("data")),
                      QStringLiteral("--web.listen-address=") + address});
    QVERIFY(prometheus.waitForStarted());
    QNetworkAccessManager network;
    const auto rate = [&] {
        QUrl query(QStringLiteral("http://") + address + QStringLiteral("/api/v1/query"));
        query.setQuery(
            QStringLiteral("query=telemetryhub_device_samples_total%7Bdevice%3D%22bench%22%7D"));
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(query)));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished()) (void)finished.wait(kDeadline);
        return QJsonDocument::fromJson(reply->readAll())[QLatin1String("data")][QLatin1String(
            "result")][0][QLatin1String("value")][1]
            .toString()
            .toDouble();
    };

    QTRY_VERIFY_WITH_TIMEOUT(rate() > 0, 60'000);

    prometheus.terminate();
    QVERIFY(prometheus.waitForFinished(kDeadline));
}

void RestTest::alertsAndDashboardUseMetricsThatExist() {
    Listening hub;
    QCOMPARE(hub.post(QStringLiteral("/recording/start")).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(hub.get(QStringLiteral("/metrics")).body.contains("recording_state"),
                             kDeadline);
    const QString metrics = QString::fromUtf8(hub.get(QStringLiteral("/metrics")).body);
    const QRegularExpression word(QStringLiteral("telemetryhub_[a-z_]+"));
    for (const char* path :
         {"resources/prometheus-alerts.yml", "resources/grafana-dashboard.json"}) {
        QFile file(sourcePath(path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY(text.contains(QLatin1String("telemetryhub_")));
        for (const QRegularExpressionMatch& match : word.globalMatch(text))
            QVERIFY2(metrics.contains(
                         QRegularExpression(QStringLiteral("(^|\n)%1[{ ]").arg(match.captured()))),
                     qPrintable(match.captured()));
    }
}

QTEST_GUILESS_MAIN(RestTest)
#include "rest_test.moc"
