// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of the live chart costs beside a bare polyline widget and the stock series, and
// whether the display's beat is kept while data come. `bench_chart live` runs the latter alone.

#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <time.h>

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGridLayout>
#include <QLineSeries>
#include <QPainter>
#include <QTimer>
#include <QValueAxis>

#include "bench_report.h"
#include "chart/chart_cursors.h"
#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "chart/event_marks.h"
#include "chart/limit_lines.h"
#include "chart/span_meter.h"
#include "chart_fixture.h"
#include "telemetryhub/engine/core/clock.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr std::size_t kChannels = 16;
constexpr int kColumns = 1200;
constexpr int kHeight = 700;
constexpr int kFrames = 300;
constexpr std::int64_t kSpanNs = 10 * kSecond;
constexpr std::int64_t kSampleNs = 100'000;
constexpr std::int64_t kFrameNs = kSecond / 60;
constexpr engine::DeviceId kDevice{1};

/// A row of waves with noise, each channel in a band of its own.
class Waves {
public:
    std::span<const double> at(std::int64_t ns) {
        for (std::size_t i = 0; i < kChannels; ++i) {
            m_seed = m_seed * 1'664'525U + 1'013'904'223U;
            const double noise = static_cast<double>(m_seed >> 8U) / (1U << 24U) - 0.5;
            m_row[i] = 2.0 * static_cast<double>(i) +
                       std::sin(static_cast<double>(ns) / 3e8 + static_cast<double>(i)) +
                       0.3 * noise;
        }
        return m_row;
    }

private:
    std::array<double, kChannels> m_row{};
    std::uint32_t m_seed = 1;
};

std::vector<ChartChannel> allChannels() {
    std::vector<ChartChannel> channels;
    for (std::size_t i = 0; i < kChannels; ++i)
        channels.push_back(channelOf(1, i));
    return channels;
}

/// A width whose plot is `kColumns` pixels wide.
QSize chartSize() {
    return {static_cast<int>(kColumns + ChartMetrics::kLeft + ChartMetrics::kRight), kHeight};
}

/// Charts side by side in a window, in two columns when there are several.
class PanelGrid {
public:
    PanelGrid(QWidget& window, int panels) : m_layout(new QGridLayout(&window)), m_panels(panels) {
        m_layout->setContentsMargins(0, 0, 0, 0);
        m_layout->setSpacing(4);
        window.resize(chartSize());
    }
    ChartView& add(const ChartSource& source, const Theme& theme) {
        auto* view = new ChartView(source, theme);
        const auto place = static_cast<int>(m_views.size());
        const int columns = m_panels > 1 ? 2 : 1;
        m_layout->addWidget(view, place / columns, place % columns);
        m_views.push_back(view);
        return *view;
    }
    [[nodiscard]] const std::vector<ChartView*>& views() const { return m_views; }

private:
    QGridLayout* m_layout;
    int m_panels;
    std::vector<ChartView*> m_views;
};

/// The calling thread's own time, so that a busy machine does not blur the figures.
double threadCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <typename Work>
double cpuSecondsOf(Work&& work) {
    const double start = threadCpuSeconds();
    work();
    return threadCpuSeconds() - start;
}

/// Milliseconds of CPU a frame, with everything up to the window's picture.
template <typename Frame>
double frameMs(Frame&& frame) {
    double seconds = 0;
    for (int i = 0; i < kFrames; ++i)
        seconds += frame(i);
    return seconds * 1e3 / kFrames;
}

/// What stands over the curves.
enum class Over { Nothing, Measuring };

/// Two limits a channel, and an event in each second.
void addFacts(ScriptedSource& source) {
    source.drawnLimits = {{ChartLimit::Kind::High, 20, 1, AlarmLevel::Warning},
                          {ChartLimit::Kind::Low, 5, 1, AlarmLevel::Critical}};
    for (std::int64_t second = 0; second < 30; ++second) {
        engine::Event event;
        event.number = static_cast<std::uint64_t>(second) + 1;
        event.time = {ScriptedSource::kStart.steadyNs + second * kSecond, 0};
        event.device = kDevice;
        event.kind = engine::EventKind::Alarm;
        event.severity = engine::Severity::Warning;
        event.text = "over raised";
        source.happened.push_back(event);
    }
}

/// Cursors, marks and limits of a chart.
struct MeasuringOverlays {
    MeasuringOverlays(ChartView& view, const Theme& theme)
        : limits(view, theme), marks(view, theme), cursors(view, theme), meter(view) {
        cursors.set(Cursor::A, 4 * kSecond);
        cursors.set(Cursor::B, 14 * kSecond);
        meter.setSpan(std::pair(4 * kSecond, 14 * kSecond));
    }
    LimitLines limits;
    EventMarks marks;
    ChartCursors cursors;
    SpanMeter meter;
};

/// Channels in `view`, as they are, or of six units that have a lane each.
void fillView(ChartView& view, LaneLayout layout, bool ownLanes) {
    view.setSpan(kSpanNs);
    view.setLaneLayout(layout);
    std::vector<ChartChannel> channels = allChannels();
    for (std::size_t i = 0; ownLanes && i < channels.size(); ++i)
        channels[i].unit = QString::number(i % 6);
    view.setChannels(channels);
    view.setBeating(false);
}

/// `panels` charts of the whole size share the window, each with all channels.
double ringFrameMs(const Theme& theme, LaneLayout layout, bool ownLanes, int panels = 1,
                   Over over = Over::Nothing) {
    ScriptedSource source;
    ScriptedDevice& device = source.makeDevice(kChannels);
    Waves waves;
    std::int64_t written = 0;
    const auto writeUntil = [&](std::int64_t ns) {
        for (; written < ns; written += kSampleNs)
            device.add(written, waves.at(written));
        device.flush();
    };
    source.nowNs = 12 * kSecond;
    writeUntil(source.nowNs);
    if (over == Over::Measuring) addFacts(source);
    QWidget window;
    PanelGrid grid(window, panels);
    for (int i = 0; i < panels; ++i)
        fillView(grid.add(source, theme), layout, ownLanes);
    window.show();
    std::unique_ptr<MeasuringOverlays> measuring;
    if (over == Over::Measuring)
        measuring = std::make_unique<MeasuringOverlays>(*grid.views().front(), theme);
    QApplication::processEvents();
    return frameMs([&](int) {
        source.nowNs += kFrameNs;
        writeUntil(source.nowNs);
        return cpuSecondsOf([&] {
            for (ChartView* view : grid.views())
                view->advanceFrame();
            QApplication::processEvents();
        });
    });
}

/// The same columns as polylines of four points a column, and nothing else.
class PolylineWidget final : public QWidget {
public:
    explicit PolylineWidget(const Theme& theme) : m_theme(theme) {}
    std::array<QPolygonF, kChannels> lines;

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.colors().sunken);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            painter.setPen(m_theme.channelColor(static_cast<int>(i)));
            painter.drawPolyline(lines[i]);
        }
    }

private:
    const Theme& m_theme;
};

/// Columns of a still history, to be drawn as if they scrolled.
class ColumnLines {
public:
    ColumnLines() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(kChannels);
        Waves waves;
        for (std::int64_t ns = 0; ns < 16 * kSecond; ns += kSampleNs)
            device.add(ns, waves.at(ns));
        device.flush();
        for (std::size_t i = 0; i < kChannels; ++i) {
            m_columns[i].resize(std::size_t{kColumns} + std::size_t{2} * kFrames);
            source.history().columns(kDevice, i, ScriptedSource::kStart.steadyNs,
                                     kSpanNs / kColumns, m_columns[i]);
        }
    }

    [[nodiscard]] QPolygonF line(std::size_t channel, int frame, double height) const {
        QPolygonF points;
        points.reserve(qsizetype{kColumns} * 4);
        const double scale = height / 36;
        const auto first = static_cast<std::size_t>(frame) * 2;
        double previous = 0;
        for (int x = 0; x < kColumns; ++x) {
            const engine::HistoryColumn& column =
                m_columns[channel][first + static_cast<std::size_t>(x)];
            const auto y = [&](double value) { return (34 - value) * scale; };
            points << QPointF(x, y(x == 0 ? column.last : previous)) << QPointF(x, y(column.min))
                   << QPointF(x, y(column.max)) << QPointF(x, y(column.last));
            previous = column.last;
        }
        return points;
    }

private:
    std::array<std::vector<engine::HistoryColumn>, kChannels> m_columns;
};

double polylineFrameMs(const Theme& theme, const ColumnLines& source) {
    PolylineWidget widget(theme);
    widget.resize(kColumns, kHeight);
    widget.show();
    QApplication::processEvents();
    return frameMs([&](int frame) {
        for (std::size_t i = 0; i < kChannels; ++i)
            widget.lines[i] = source.line(i, frame, kHeight);
        return cpuSecondsOf([&] {
            widget.update();
            QApplication::processEvents();
        });
    });
}

double stockFrameMs(const ColumnLines& source) {
    QChartView view(new QChart);
    view.resize(chartSize());
    std::vector<QLineSeries*> series;
    auto* x = new QValueAxis;
    auto* y = new QValueAxis;
    x->setRange(0, kColumns);
    y->setRange(0, kHeight);
    view.chart()->addAxis(x, Qt::AlignBottom);
    view.chart()->addAxis(y, Qt::AlignLeft);
    view.chart()->legend()->hide();
    for (std::size_t i = 0; i < kChannels; ++i) {
        series.push_back(new QLineSeries);
        view.chart()->addSeries(series.back());
        series.back()->attachAxis(x);
        series.back()->attachAxis(y);
    }
    view.show();
    QApplication::processEvents();
    constexpr int kStockFrames = 20;
    double seconds = 0;
    for (int frame = 0; frame < kStockFrames; ++frame) {
        std::vector<QList<QPointF>> points;
        for (std::size_t i = 0; i < kChannels; ++i)
            points.push_back(source.line(i, frame, kHeight));
        seconds += cpuSecondsOf([&] {
            for (std::size_t i = 0; i < kChannels; ++i)
                series[i]->replace(points[i]);
            QApplication::processEvents();
        });
    }
    return seconds * 1e3 / kStockFrames;
}

/// A history that another thread fills at 10 kHz in real time.
class RealTimeSource final : public ChartSource {
public:
    RealTimeSource()
        : m_start(m_clock.now()), m_device(m_history, m_pool, m_start, kDevice, kChannels) {
        fill(0);
        m_writer = std::thread([this] { write(); });
    }
    ~RealTimeSource() override {
        m_stop = true;
        m_writer.join();
    }
    RealTimeSource(const RealTimeSource&) = delete;
    RealTimeSource& operator=(const RealTimeSource&) = delete;

    [[nodiscard]] const engine::SampleStore& history() const override { return m_history; }
    [[nodiscard]] engine::ReadTime start() const override { return m_start; }
    [[nodiscard]] engine::ReadTime now() const override { return m_clock.now(); }
    [[nodiscard]] std::optional<ChartDevice> device(engine::DeviceId /*id*/) const override {
        return ChartDevice{engine::DeviceState::Measuring, m_start.steadyNs, kMillisecond};
    }

private:
    void fill(std::int64_t ns) {
        for (; m_written < ns; m_written += kSampleNs)
            m_device.add(m_written, m_waves.at(m_written));
        m_device.flush();
    }
    void write() {
        while (!m_stop) {
            fill(m_clock.steadyNs() - m_start.steadyNs);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    engine::SystemClock m_clock;
    engine::BlockPool m_pool;
    engine::History m_history{std::size_t{256} * 1000 * 1000};
    engine::ReadTime m_start;
    ScriptedDevice m_device;
    Waves m_waves;
    std::int64_t m_written = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_writer;
};

/// Notes when the viewport is painted.
class PaintClock final : public QObject {
public:
    std::vector<double> times;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            times.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e9);
        return QObject::eventFilter(watched, event);
    }
    PaintClock() { m_timer.start(); }

private:
    QElapsedTimer m_timer;
};

void benchLive(const Theme& theme, int panels) {
    RealTimeSource source;
    QWidget window;
    PanelGrid grid(window, panels);
    for (int i = 0; i < panels; ++i) {
        ChartView& view = grid.add(source, theme);
        view.setSpan(kSpanNs);
        view.setChannels(allChannels());
    }
    PaintClock paints;
    window.show();
    const auto run = [](int ms) {
        QEventLoop loop;
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        loop.exec();
    };
    // The first seconds: the value axis finds its range, points become columns.
    run(4000);
    grid.views().back()->viewport()->installEventFilter(&paints);
    const double cpu = threadCpuSeconds();
    const double seconds = bench::secondsOf([&] { run(6000); });
    const double share = (threadCpuSeconds() - cpu) / seconds;
    int onTime = 0;
    for (std::size_t i = 1; i < paints.times.size(); ++i)
        onTime += paints.times[i] - paints.times[i - 1] < 1.5 / 60 ? 1 : 0;
    const auto frames = static_cast<double>(paints.times.size());
    const std::string what =
        panels == 1 ? "live, 16 channels x 10 kHz: " : "live, four panels of 16 x 10 kHz: ";
    bench::report((what + "frames").c_str(), frames / seconds, "fps");
    bench::report((what + "frames on time").c_str(), 100.0 * onTime / (frames - 1), "%");
    bench::report((what + "GUI thread").c_str(), 100.0 * share, "% of a core");
}

void benchFrames(const Theme& theme) {
    const ColumnLines lines;
    const double bare = polylineFrameMs(theme, lines);
    bench::report("bare drawPolyline widget", bare, "ms/frame");
    const char* baseline = "bare polyline";
    bench::report("live chart, one plot", ringFrameMs(theme, LaneLayout::OnePlot, false),
                  "ms/frame", baseline, bare);
    bench::report("live chart, 6 lanes", ringFrameMs(theme, LaneLayout::Lanes, true), "ms/frame",
                  baseline, bare);
    bench::report("live chart, four panels of one plot",
                  ringFrameMs(theme, LaneLayout::OnePlot, false, 4), "ms/frame", baseline, bare);
    const char* bareChart = "the same without";
    for (const bool lanes : {false, true}) {
        const LaneLayout layout = lanes ? LaneLayout::Lanes : LaneLayout::OnePlot;
        const double without = ringFrameMs(theme, layout, lanes);
        bench::report(
            lanes ? "6 lanes with cursors, marks, limits" : "one plot with cursors, marks, limits",
            ringFrameMs(theme, layout, lanes, 1, Over::Measuring), "ms/frame", bareChart, without);
    }
    bench::report("stock QLineSeries::replace", stockFrameMs(lines), "ms/frame", baseline, bare);
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const Theme theme(ThemeKind::Dark);
    if (!app.arguments().contains(QStringLiteral("live"))) benchFrames(theme);
    benchLive(theme, 1);
    benchLive(theme, 4);
    return 0;
}
