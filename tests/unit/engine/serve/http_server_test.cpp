// SPDX-License-Identifier: GPL-3.0-or-later
// The server over loopback, in the clear and in TLS.
#include "serve/http_server.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>

#include "serve/connection_table.h"
#include "serve/http_error.h"
#include "serve/rest_thread.h"
#include "serve/server_parts.h"
#include "telemetryhub/engine/serve/access_tokens.h"
#include "telemetryhub/engine/serve/certificate.h"

using namespace telemetryhub::engine;
using std::chrono::milliseconds;

namespace {

constexpr int kPatienceSeconds = 20;
const std::string kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Gives each piece from another thread, as a job does.
class LateStream final : public HttpStream {
public:
    LateStream(RestLoop& loop, int pieces, std::atomic<int>& alive)
        : m_loop(loop), m_left(pieces), m_alive(alive) {
        ++m_alive;
    }
    ~LateStream() override { --m_alive; }
    void pull(Ready ready) override {
        std::string piece = m_left-- > 0 ? std::string(60'000, 'p') : std::string();
        m_loop.post([ready = std::move(ready), piece = std::move(piece)] { ready(piece); });
    }

private:
    RestLoop& m_loop;
    int m_left;
    std::atomic<int>& m_alive;
};

/// `/stream` streams, `/large` is large, `/never` is not answered, the rest is an echo.
class TestHandler final : public HttpHandler {
public:
    explicit TestHandler(RestLoop& loop) : m_loop(loop) {}
    std::variant<AccessRole, HttpResponse> admit(const HttpHead&) override {
        return AccessRole::Admin;
    }
    void handle(const HttpRequest& request, HttpRespond respond) override {
        HttpResponse response;
        if (request.head.path == "/never") {
            ++unanswered;
            return;
        }
        if (request.head.path == "/stream")
            response.stream = std::make_unique<LateStream>(m_loop, 50, alive);
        else if (request.head.path == "/endless")
            response.stream = std::make_unique<LateStream>(m_loop, 1 << 30, alive);
        else if (request.head.path == "/large")
            response.body = std::make_shared<const std::string>(5'000'000, 'l');
        else
            response.body = std::make_shared<const std::string>(
                "<" + std::string(request.head.path) + std::string(request.body) + ">");
        respond(std::move(response));
    }

    std::atomic<int> alive{0};
    std::atomic<int> unanswered{0};

private:
    RestLoop& m_loop;
};

struct Rig {
    explicit Rig(const ListenerSettings& settings = {}) : handler(thread) {
        auto listening = HttpServer::listen(settings, {thread, handler, clock, {}});
        if (listening)
            server = std::move(listening).value();
        else
            error = listening.error().detail;
    }
    ~Rig() {
        if (server) server->stop();
        thread.stop();
    }
    RestThread thread;
    SystemClock clock;
    TestHandler handler;
    std::unique_ptr<HttpServer> server;
    std::string error;
};

/// A blocking client, in TLS when it is given a context.
class Client {
public:
    explicit Client(std::uint16_t port, SSL_CTX* tls = nullptr, int receiveBuffer = 0) {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const timeval patience{kPatienceSeconds, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (receiveBuffer > 0)
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        isConnected =
            ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        if (tls == nullptr) return;
        m_ssl = SSL_new(tls);
        SSL_set_fd(m_ssl, m_socket);
        isConnected = SSL_connect(m_ssl) == 1;
    }
    ~Client() {
        if (m_ssl != nullptr) SSL_free(m_ssl);
        ::close(m_socket);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = m_ssl != nullptr
                                  ? SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()))
                                  : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Everything until `end` came or the server closed.
    [[nodiscard]] std::string readUntil(std::string_view end) const {
        std::string text;
        std::vector<char> room(65536);
        while (end.empty() || text.find(end) == std::string::npos) {
            const auto got = m_ssl != nullptr
                                 ? SSL_read(m_ssl, room.data(), static_cast<int>(room.size()))
                                 : ::recv(m_socket, room.data(), room.size(), 0);
            if (got <= 0) return text;
            text.append(room.data(), static_cast<std::size_t>(got));
        }
        return text;
    }
    [[nodiscard]] std::string readAll() const { return readUntil({}); }
    void endSending() const { ::shutdown(m_socket, SHUT_WR); }

    bool isConnected = false;

private:
    int m_socket = -1;
    SSL* m_ssl = nullptr;
};

std::size_t bodyBytesIn(const std::string& answer, char letter) {
    const std::size_t body = answer.find("\r\n\r\n");
    return static_cast<std::size_t>(
        std::count(answer.begin() + static_cast<std::ptrdiff_t>(body), answer.end(), letter));
}

bool endsSoon(const std::function<bool()>& holds) {
    return QTest::qWaitFor(holds, kPatienceSeconds * 1000);
}

}  // namespace

class HttpServerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void requestsOfOneConnectionAreAnsweredInTheirOrder();
    void manyClientsAtOnceAreAllAnswered();
    void aLargeAnswerArrivesWhole();
    void aStreamArrivesWhole();
    void aStreamEndsWhenTheClientGoes();
    void aClientMayGoAtAnyTime();
    void aSlowHeadIsAnswered408AndClosed();
    void slowConnectionsDoNotKeepOthersOut();
    void oneTooManyIsToldSoInTheClearAndInTls();
    void aPortInUseIsNamedWithARemedy();
    void anAddressThatIsNoneIsNamed();
    void stoppingIsBoundedWhateverClientsDo();
    void aPortCanBeTakenAgainAtOnce();
    void everythingWorksInTlsToo();
    void oldTlsIsRefused();
    void aClientWithoutTlsIsRefusedWhereThereIsTls();
    void aKeyThatOthersCanReadIsRefused();
    void aCertificateIsNeverWrittenOver();

private:
    [[nodiscard]] std::string path(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] ListenerSettings tlsSettings() const {
        ListenerSettings settings;
        settings.certificateFile = path("cert.pem");
        settings.keyFile = path("key.pem");
        return settings;
    }
    QTemporaryDir m_folder;
};

void HttpServerTest::initTestCase() {
    // As the program does: who writes to a client that is gone must not die of it.
    std::signal(SIGPIPE, SIG_IGN);
    const auto made = makeCertificate(path("cert.pem"), path("key.pem"), {"localhost", "::1"});
    QVERIFY2(made.hasValue(), made ? "" : made.error().detail.c_str());
}

void HttpServerTest::requestsOfOneConnectionAreAnsweredInTheirOrder() {
    Rig rig;
    const Client client(rig.server->port());

    std::string requests;
    for (int i = 0; i < 200; ++i)
        requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(requests);
    const std::string answers = client.readUntil("</199>");

    std::size_t at = 0;
    for (int i = 0; i < 200; ++i) {
        at = answers.find("</" + std::to_string(i) + ">", at);
        QVERIFY(at != std::string::npos);
    }
}

void HttpServerTest::manyClientsAtOnceAreAllAnswered() {
    Rig rig;
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 25; ++j) {
                const Client client(rig.server->port());
                client.send(kGet + kGet);
                if (client.readUntil("</a>").find("</a>") != std::string::npos) ++answered;
            }
        });
    for (std::thread& thread : threads)
        thread.join();

    QCOMPARE(answered.load(), 100);
    QVERIFY(rig.server->counters().requests.load() >= 100);
}

void HttpServerTest::aLargeAnswerArrivesWhole() {
    Rig rig;
    const Client client(rig.server->port(), nullptr, 4096);

    client.send("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    QCOMPARE(bodyBytesIn(client.readAll(), 'l'), std::size_t{5'000'000});
}

void HttpServerTest::aStreamArrivesWhole() {
    Rig rig;
    const Client client(rig.server->port());

    client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string answer = client.readUntil("\r\n0\r\n\r\n");

    QCOMPARE(bodyBytesIn(answer, 'p'), std::size_t{3'000'000});
    QVERIFY(endsSoon([&] { return rig.handler.alive == 0; }));
}

void HttpServerTest::aStreamEndsWhenTheClientGoes() {
    Rig rig;
    {
        const Client client(rig.server->port());
        client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(client.readUntil("ppp").find("ppp") != std::string::npos);
    }

    QVERIFY(endsSoon([&] { return rig.handler.alive == 0; }));
}

void HttpServerTest::aClientMayGoAtAnyTime() {
    Rig rig;
    const std::string post =
        "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 20\r\n\r\n{\"half\":";
    for (const std::string& begin :
         {std::string(), std::string("GE"), kGet.substr(0, 30), kGet, post,
          std::string("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"),
          std::string("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n"),
          std::string("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n"),
          std::string("nonsense\r\n\r\n")}) {
        const Client gone(rig.server->port());
        gone.send(begin);
        const Client reset(rig.server->port());
        reset.send(begin);
        reset.endSending();
    }
    const Client client(rig.server->port());

    client.send(kGet);

    QVERIFY(client.readUntil("</a>").find("</a>") != std::string::npos);
    // Those that ask for what is never answered are not read from, so they stay until the stop.
    QVERIFY(endsSoon([&] { return rig.handler.unanswered == 2; }));
    QVERIFY(endsSoon([&] { return rig.server->counters().connections.load() <= 3; }));
}

void HttpServerTest::aSlowHeadIsAnswered408AndClosed() {
    ListenerSettings settings;
    settings.limits.headerDeadline = milliseconds(200);
    Rig rig(settings);
    const Client client(rig.server->port());

    client.send("GET / HTTP/1.1\r\n");

    QVERIFY(client.readAll().starts_with("HTTP/1.1 408 "));
}

void HttpServerTest::slowConnectionsDoNotKeepOthersOut() {
    ListenerSettings settings;
    settings.limits.connections = 20;
    Rig rig(settings);
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<Client>(rig.server->port()));
        slow.back()->send("GET / HTTP/1.1\r\n");
    }

    for (int i = 0; i < 10; ++i) {
        const Client quick(rig.server->port());
        quick.send(kGet);
        QVERIFY(quick.readUntil("</a>").find("</a>") != std::string::npos);
    }

    QVERIFY(rig.server->counters().connections.load() <= 20 + ConnectionTable::kStanding);
}

void HttpServerTest::oneTooManyIsToldSoInTheClearAndInTls() {
    SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    for (const bool isTls : {false, true}) {
        ListenerSettings settings = isTls ? tlsSettings() : ListenerSettings{};
        settings.limits.connections = 1;
        Rig rig(settings);
        SSL_CTX* const tls = isTls ? context : nullptr;
        const Client busy(rig.server->port(), tls);
        busy.send("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(endsSoon([&] { return rig.handler.unanswered == 1; }));

        const Client client(rig.server->port(), tls);
        client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" +
                    std::string(60'000, 'b'));

        const std::string answer = client.readAll();
        QVERIFY(answer.starts_with("HTTP/1.1 503 "));
        QVERIFY(answer.find("Retry-After: 1\r\n") != std::string::npos);
        QVERIFY(answer.ends_with("}\n"));
    }
    SSL_CTX_free(context);
}

void HttpServerTest::aPortInUseIsNamedWithARemedy() {
    Rig first;
    ListenerSettings settings;
    settings.port = first.server->port();

    Rig second(settings);

    QVERIFY(second.server == nullptr);
    QVERIFY2(second.error.find("Another program listens at 127.0.0.1:") == 0, second.error.c_str());
}

void HttpServerTest::anAddressThatIsNoneIsNamed() {
    ListenerSettings settings = tlsSettings();
    settings.host = "nowhere.example";
    settings.tokens = {{"x", AccessRole::Viewer, tokenHash("x")}};

    Rig rig(settings);

    QVERIFY2(rig.error.find("Choose an address of this machine") != std::string::npos,
             rig.error.c_str());
}

void HttpServerTest::stoppingIsBoundedWhateverClientsDo() {
    Rig rig;
    const Client waiting(rig.server->port());
    waiting.send("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(endsSoon([&] { return rig.handler.unanswered == 1; }));

    rig.server->stop(milliseconds(50));

    QCOMPARE(rig.server->counters().connections.load(), std::uint64_t{0});
    QCOMPARE(waiting.readAll(), std::string());
    QVERIFY(!Client(rig.server->port()).isConnected);
}

void HttpServerTest::aPortCanBeTakenAgainAtOnce() {
    ListenerSettings settings;
    {
        Rig rig;
        settings.port = rig.server->port();
        const Client client(settings.port);
        client.send(kGet);
        QVERIFY(!client.readUntil("</a>").empty());
    }

    Rig again(settings);

    QVERIFY2(again.server != nullptr, again.error.c_str());
}

void HttpServerTest::everythingWorksInTlsToo() {
    Rig rig(tlsSettings());
    QVERIFY2(rig.server != nullptr, rig.error.c_str());
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    QCOMPARE(SSL_CTX_load_verify_locations(context, path("cert.pem").c_str(), nullptr), 1);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    {
        const Client client(rig.server->port(), context);
        QVERIFY(client.isConnected);
        client.send(kGet);
        QVERIFY(client.readUntil("</a>").find("</a>") != std::string::npos);
        client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(bodyBytesIn(client.readUntil("\r\n0\r\n\r\n"), 'p'), std::size_t{3'000'000});
        client.send("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QCOMPARE(bodyBytesIn(client.readAll(), 'l'), std::size_t{5'000'000});
        const Client gone(rig.server->port(), context);
        gone.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(gone.readUntil("ppp").find("ppp") != std::string::npos);
    }
    QVERIFY(endsSoon([&] { return rig.handler.alive == 0; }));
    SSL_CTX_free(context);
}

void HttpServerTest::oldTlsIsRefused() {
    Rig rig(tlsSettings());
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);

    QVERIFY(!Client(rig.server->port(), context).isConnected);
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);

    QVERIFY(Client(rig.server->port(), context).isConnected);
    SSL_CTX_free(context);
}

void HttpServerTest::aClientWithoutTlsIsRefusedWhereThereIsTls() {
    Rig rig(tlsSettings());
    const Client client(rig.server->port());

    client.send(kGet);

    QVERIFY(client.readAll().find("HTTP/1.1") == std::string::npos);
}

void HttpServerTest::aKeyThatOthersCanReadIsRefused() {
    const std::string key = path("loose.pem");
    std::ofstream(key) << std::ifstream(path("key.pem")).rdbuf();
    ::chmod(key.c_str(), 0640);
    ListenerSettings settings = tlsSettings();
    settings.keyFile = key;

    Rig rig(settings);

    QVERIFY2(rig.error.ends_with("chmod 600 " + key), rig.error.c_str());
}

void HttpServerTest::aCertificateIsNeverWrittenOver() {
    struct stat key {};
    QCOMPARE(::stat(path("key.pem").c_str(), &key), 0);
    QCOMPARE(key.st_mode & 0777, mode_t{0600});

    const auto again = makeCertificate(path("cert.pem"), path("new.pem"), {"localhost"});
    const auto nonsense = makeCertificate(path("a.pem"), path("b.pem"), {"DNS:a,IP:1.2.3.4"});

    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QVERIFY(!std::ifstream(path("new.pem")));
    QCOMPARE(nonsense.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!std::ifstream(path("b.pem")));
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "http_server_test.moc"
