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
#include "support/patient_qtest.h"

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

/// One request, and the status that it is answered with.
struct Asked {
    const char* method;
    const char* path;  ///< as the document names it
    int status;
    QByteArray body;
    QString target{};  ///< empty: the path
    QByteArray accept = "*/*";
};

/// Every path of the document, most of them in several ways; what one does the next ones find.
std::vector<Asked> askedInTurn() {
    const QString bench = QStringLiteral("/devices/bench");
    const QString more = QStringLiteral("/devices/more");
    std::vector<Asked> asked{
        {"POST", "/recording/start", 200, {}},
        {"POST", "/recording/start", 409, {}},
        {"POST", "/telemetry", 200, R"({"device_id":"tank","value":1})"},
        {"POST", "/telemetry", 207,
         R"([{"device_id":"tank","channels":{"a":1},"seq":1,"ts":"2020"},)"
         R"({"device_id":"tank","value":1,"unit":"m","seq":2}])"},
        {"POST", "/telemetry", 404, R"({"device_id":"none","value":1})"},
        {"POST", "/telemetry", 400, "{"},
        {"POST", "/devices", 201, R"({"spec":"push:more","start":false})"},
        {"POST", "/devices", 409, R"({"spec":"push:more"})"},
        {"POST", "/telemetry", 409, R"({"device_id":"more","value":1})"},
        {"DELETE", "/devices/{id}", 200, {}, more},
        {"DELETE", "/devices/{id}", 404, {}, more},
        {"POST", "/devices/{id}/command", 200, R"({"text":"x","end":"lf"})",
         bench + QStringLiteral("/command")},
        {"POST", "/devices/{id}/command", 400, R"({"hex":"zz"})",
         bench + QStringLiteral("/command")},
        {"GET", "/devices/{id}", 200, {}, bench},
        {"GET", "/devices/{id}", 404, {}, more},
        {"GET", "/metrics", 200, {}, QStringLiteral("/metrics"), "application/json"},
        {"GET", "/events", 400, {}, QStringLiteral("/events?x=1")},
        {"GET", "/samples", 200, {}, QStringLiteral("/samples?device=bench&columns=10")},
        {"GET", "/samples", 200, {}, QStringLiteral("/samples?device=bench&limit=3")},
        {"GET", "/samples", 400, {}},
        {"POST", "/stop", 200, {}},
        {"POST", "/reset", 200, {}},
        {"POST", "/start", 200, {}},
        {"POST", "/reset", 409, {}, QStringLiteral("/reset?device=bench")},
        {"POST", "/recording/stop", 200, {}},
        {"POST", "/recording/stop", 409, {}},
        {"GET", "/recordings/{name}.csv", 404, {}, QStringLiteral("/recordings/none.csv")},
    };
    for (const char* path : {"/health", "/ready", "/status", "/metrics", "/devices", "/events",
                             "/openapi.json", "/recordings"})
        asked.push_back({"GET", path, 200, {}});
    return asked;
}

/// Asks, and keeps every answer in a file for the check against the document.
class Answers {
public:
    Answers(Listening& hub, const QString& path) : m_hub(hub), m_file(path) {
        m_isOpen = m_file.open(QIODevice::WriteOnly);
    }

    HttpAnswer ask(const Asked& asked) {
        const QString path = QString::fromLatin1(asked.path);
        const HttpAnswer answer = m_hub.ask(
            asked.method, asked.target.isEmpty() ? path : asked.target, asked.body, asked.accept);
        QJsonObject line{{QStringLiteral("method"), QString::fromLatin1(asked.method)},
                         {QStringLiteral("path"), path},
                         {QStringLiteral("status"), answer.status},
                         {QStringLiteral("type"), QString::fromLatin1(answer.type)},
                         {QStringLiteral("body"), QString::fromUtf8(answer.body)}};
        if (!asked.body.isEmpty()) line[QStringLiteral("sent")] = QString::fromUtf8(asked.body);
        if (m_isOpen) m_file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        m_seen.insert(std::string(asked.method) + ' ' + asked.path);
        return answer;
    }
    [[nodiscard]] const std::set<std::string>& seen() const { return m_seen; }
    /// The file, complete.
    QString close() {
        m_file.close();
        return m_file.fileName();
    }

private:
    Listening& m_hub;
    QFile m_file;
    bool m_isOpen = false;
    std::set<std::string> m_seen;
};

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
    Answers answers(hub, dir.filePath(QStringLiteral("answers")));
    for (const Asked& asked : askedInTurn())
        QCOMPARE(answers.ask(asked).status, asked.status);
    QCOMPARE(hub.ask("HEAD", QStringLiteral("/stream")).status, 200);
    const QString name = hub.get(QStringLiteral("/recordings"))
                             .json()[QLatin1String("recordings")][0][QLatin1String("name")]
                             .toString();
    const HttpAnswer csv =
        answers.ask({"GET",
                     "/recordings/{name}.csv",
                     200,
                     {},
                     QStringLiteral("/recordings/%1.csv?device=bench").arg(name)});
    QCOMPARE(csv.status, 200);
    QVERIFY(csv.body.startsWith("time_utc,elapsed_s,seq,"));
    QVERIFY(csv.body.endsWith("\r\n"));
    QCOMPARE(hub.ask("GET", QStringLiteral("/metrics"), {}, "application/json").type,
             QByteArray("application/json"));

    for (const auto& endpoint : telemetryhub::engine::endpoints()) {
        const std::string text =
            std::string(httpMethodName(endpoint.method)) + ' ' + std::string(endpoint.path);
        QVERIFY2(answers.seen().contains(text) || endpoint.path == "/stream", text.c_str());
    }
    const auto [exitCode, said] =
        run(QStringLiteral("python3"), {sourcePath("tests/integration/check_openapi.py"),
                                        sourcePath("resources/openapi.json"), answers.close()});
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
    const auto hasAll = [&hub] {
        const QByteArray body = hub.get(QStringLiteral("/metrics")).body;
        // A metric has its title before it has a value.
        return body.contains("\ntelemetryhub_recording_state{") &&
               body.contains("\ntelemetryhub_channel_value{");
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasAll(), kDeadline);
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
