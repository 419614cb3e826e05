// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>

#include "serve/host_names.h"
#include "serve/request_target.h"

namespace telemetryhub::engine {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using BeastError = beast::error_code;
using BeastText = beast::string_view;

// What one chunk may say about itself: its length and extensions that nobody reads.
constexpr std::size_t kChunkHeadBytes = 512;

constexpr RequestFault kMalformed{400, "bad_request", "That is no well-formed HTTP request."};
constexpr RequestFault kBadTarget{
    400, "bad_target", "The target must be a path, with other characters percent-encoded."};
constexpr RequestFault kBadHost{400, "bad_host",
                                "Send exactly one Host, such as `localhost:8080`."};
constexpr RequestFault kRepeated{400, "repeated_field",
                                 "A field that must stand alone came twice."};
constexpr RequestFault kBadLength{
    400, "bad_length", "Send one Content-Length of digits alone, or chunks, and not both."};
constexpr RequestFault kBadVersion{505, "bad_version", "This listener speaks HTTP/1.1 and 1.0."};
constexpr RequestFault kBadMethod{501, "unknown_method", "This listener has no such method."};
constexpr RequestFault kBadCoding{501, "unknown_coding", "Of codings, only chunked is understood."};
constexpr RequestFault kBadExpectation{417, "unknown_expectation",
                                       "The only expectation that is met is 100-continue."};
constexpr RequestFault kBodyTooLarge{413, "body_too_large",
                                     "The body is larger than this listener accepts."};

std::string_view ours(BeastText text) {
    return {text.data(), text.size()};
}

bool isWord(std::string_view value, std::string_view word) {
    return beast::iequals({value.data(), value.size()}, {word.data(), word.size()});
}

std::optional<HttpMethod> methodOf(http::verb verb) {
    switch (verb) {
        case http::verb::get: return HttpMethod::Get;
        case http::verb::head: return HttpMethod::Head;
        case http::verb::post: return HttpMethod::Post;
        case http::verb::delete_: return HttpMethod::Delete;
        case http::verb::options: return HttpMethod::Options;
        case http::verb::put:
        case http::verb::patch: return HttpMethod::Other;
        default: return std::nullopt;
    }
}

/// The error that stops Beast when a fault of ours was found.
BeastError stopped() {
    return http::make_error_code(http::error::bad_field);
}

/// Whether the request line ends with a version that is written well and spoken by nobody here.
bool namesAVersion(std::string_view head) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    constexpr std::string_view kForm = " HTTP/1.1";
    if (line.size() < kForm.size()) return false;
    const std::string_view end = line.substr(line.size() - kForm.size());
    const auto isDigit = [&](std::size_t i) { return end[i] >= '0' && end[i] <= '9'; };
    return end.starts_with(" HTTP/") && isDigit(6) && end[7] == '.' && isDigit(8);
}

RequestFault faultOf(const BeastError& error) {
    if (error == http::error::bad_target) return kBadTarget;
    if (error == http::error::bad_content_length) return kBadLength;
    if (error == http::error::bad_transfer_encoding) return kBadLength;
    if (error == http::error::body_limit) return kBodyTooLarge;
    return kMalformed;
}

}  // namespace

/// Beast's state machine for one request, whose findings go straight into a HttpHead.
class RequestParser::Message final : public http::basic_parser<true> {
public:
    /// \pre `head` outlives the reading of the head
    explicit Message(HttpHead& head) : m_head(head) { eager(false); }

    void readHead(std::string_view bytes, std::size_t bodyLimit);
    Body readBody(std::string_view bytes, std::size_t& used, std::string& body);
    [[nodiscard]] const std::optional<RequestFault>& fault() const { return m_fault; }
    [[nodiscard]] bool expectsContinue() const { return m_expectsContinue; }
    [[nodiscard]] int version() const { return m_version; }

private:
    void on_request_impl(http::verb verb, BeastText method, BeastText target, int version,
                         BeastError& error) override;
    void on_field_impl(http::field field, BeastText name, BeastText value,
                       BeastError& error) override;
    std::size_t on_body_impl(BeastText bytes, BeastError& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, BeastText bytes,
                                   BeastError& error) override;
    void on_response_impl(int, BeastText, int, BeastError&) override {}
    void on_header_impl(BeastError&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, BeastError&) override {}
    void on_chunk_header_impl(std::uint64_t, BeastText, BeastError&) override {}
    void on_finish_impl(BeastError&) override {}

    void setFault(const RequestFault& fault);
    void judgeHead();
    void readTarget(std::string_view target);
    void readField(http::field field, std::string_view value);
    void readOtherField(std::string_view name, std::string_view value);
    void readHost(std::string_view value);
    void readLength(std::string_view value);
    void readOnce(std::string_view value, std::string_view& into);

    HttpHead& m_head;
    std::optional<RequestFault> m_fault;
    std::string_view m_authority;
    std::string* m_body = nullptr;
    int m_version = 11;
    std::size_t m_hosts = 0;
    std::size_t m_lengths = 0;
    std::size_t m_codings = 0;
    bool m_isChunked = false;
    bool m_isInBody = false;
    bool m_expectsContinue = false;
};

void RequestParser::Message::readHead(std::string_view bytes, std::size_t bodyLimit) {
    header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
    body_limit(bodyLimit);
    BeastError error;
    const std::size_t used = put({bytes.data(), bytes.size()}, error);
    if (m_fault) return;
    if (error == http::error::bad_version && namesAVersion(bytes)) return setFault(kBadVersion);
    if (error) return setFault(faultOf(error));
    if (!is_header_done() || used != bytes.size()) return setFault(kMalformed);
    judgeHead();
    m_isInBody = true;
}

RequestParser::Body RequestParser::Message::readBody(std::string_view bytes, std::size_t& used,
                                                     std::string& body) {
    eager(true);
    m_body = &body;
    BeastError error;
    used = put({bytes.data(), bytes.size()}, error);
    m_body = nullptr;
    if (error && error != http::error::need_more) setFault(faultOf(error));
    if (chunked() && !is_done() && bytes.size() - used > kChunkHeadBytes) setFault(kMalformed);
    if (m_fault) return Body::Faulty;
    return is_done() ? Body::Complete : Body::NeedsMore;
}

void RequestParser::Message::on_request_impl(http::verb verb, BeastText /*method*/,
                                             BeastText target, int version, BeastError& error) {
    m_version = version;
    const auto method = methodOf(verb);
    if (!method) setFault(kBadMethod);
    m_head.method = method.value_or(HttpMethod::Other);
    readTarget(ours(target));
    if (m_fault) error = stopped();
}

void RequestParser::Message::on_field_impl(http::field field, BeastText name, BeastText value,
                                           BeastError& error) {
    if (m_isInBody) setFault(kMalformed);
    if (field == http::field::unknown)
        readOtherField(ours(name), ours(value));
    else
        readField(field, ours(value));
    if (m_fault) error = stopped();
}

std::size_t RequestParser::Message::on_body_impl(BeastText bytes, BeastError& /*error*/) {
    m_body->append(bytes.data(), bytes.size());
    return bytes.size();
}

std::size_t RequestParser::Message::on_chunk_body_impl(std::uint64_t /*remain*/, BeastText bytes,
                                                       BeastError& error) {
    return on_body_impl(bytes, error);
}

void RequestParser::Message::setFault(const RequestFault& fault) {
    if (!m_fault) m_fault = fault;
}

void RequestParser::Message::judgeHead() {
    if (m_hosts != 1 || !hostName(m_head.host)) return setFault(kBadHost);
    if (m_lengths + m_codings > 1) return setFault(kBadLength);
    if (m_codings > 0 && m_version < 11) return setFault(kBadLength);
    if (m_codings > 0 && !m_isChunked) return setFault(kBadCoding);
}

void RequestParser::Message::readTarget(std::string_view target) {
    const auto parts = splitTarget(target);
    if (!parts || (parts->path == "*" && m_head.method != HttpMethod::Options))
        return setFault(kBadTarget);
    m_head.path = parts->path;
    m_head.query = parts->query;
    m_authority = parts->authority;
}

void RequestParser::Message::readField(http::field field, std::string_view value) {
    switch (field) {
        case http::field::host: return readHost(value);
        case http::field::content_length: return readLength(value);
        case http::field::transfer_encoding:
            ++m_codings;
            m_isChunked = isWord(value, "chunked");
            return;
        case http::field::expect:
            m_expectsContinue = isWord(value, "100-continue");
            if (!m_expectsContinue) setFault(kBadExpectation);
            return;
        case http::field::origin: return readOnce(value, m_head.origin);
        case http::field::authorization: return readOnce(value, m_head.authorization);
        case http::field::content_type: return readOnce(value, m_head.contentType);
        case http::field::accept:
            if (m_head.accept.empty()) m_head.accept = value;
            return;
        default: return;
    }
}

void RequestParser::Message::readOtherField(std::string_view name, std::string_view value) {
    if (isWord(name, "X-Request-Id")) return readOnce(value, m_head.requestId);
    if (isWord(name, "Idempotency-Key")) return readOnce(value, m_head.idempotencyKey);
    if (isWord(name, "Last-Event-ID")) return readOnce(value, m_head.lastEventId);
}

void RequestParser::Message::readHost(std::string_view value) {
    ++m_hosts;
    m_head.host = value;
    if (m_hosts > 1) return setFault(kBadHost);
    // The target would count, but two names for one request are one too many.
    if (!m_authority.empty() && !isWord(m_authority, value)) setFault(kBadHost);
}

void RequestParser::Message::readLength(std::string_view value) {
    ++m_lengths;
    constexpr std::size_t kMostDigits = 19;
    const bool isNumber = !value.empty() && value.size() <= kMostDigits &&
                          value.find_first_not_of("0123456789") == std::string_view::npos;
    if (!isNumber) setFault(kBadLength);
}

void RequestParser::Message::readOnce(std::string_view value, std::string_view& into) {
    // A view into the head is never null, not even that of an empty field.
    if (into.data() != nullptr) return setFault(kRepeated);
    into = value;
}

struct RequestParser::State {
    std::optional<Message> message;
};

RequestParser::RequestParser() : m_state(std::make_unique<State>()) {}
RequestParser::~RequestParser() = default;

std::optional<RequestFault> RequestParser::readHead(std::string_view bytes, std::size_t bodyLimit,
                                                    HttpHead& head) {
    Message& message = m_state->message.emplace(head);
    message.readHead(bytes, bodyLimit);
    return message.fault();
}

bool RequestParser::isVersion11() const {
    return m_state->message->version() >= 11;
}

bool RequestParser::keepsAlive() const {
    return m_state->message->keep_alive();
}

bool RequestParser::expectsContinue() const {
    return m_state->message->expectsContinue() && isVersion11();
}

bool RequestParser::hasBody() const {
    return !m_state->message->is_done();
}

std::optional<std::uint64_t> RequestParser::bodyLength() const {
    const auto length = m_state->message->content_length();
    if (!length) return std::nullopt;
    return *length;
}

RequestParser::Body RequestParser::readBody(std::string_view bytes, std::size_t& used,
                                            std::string& body) {
    return m_state->message->readBody(bytes, used, body);
}

RequestFault RequestParser::bodyFault() const {
    return m_state->message->fault().value_or(kMalformed);
}

}  // namespace telemetryhub::engine
