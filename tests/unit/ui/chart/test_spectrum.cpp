// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numbers>

#include <QTest>

#include "chart/spectrum.h"
#include "chart/uniform_samples.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr std::int64_t kStart = ScriptedSource::kStart.steadyNs;

std::vector<double> sine(std::size_t count, double rateHz, double hz, double amplitude,
                         double offset = 0) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] =
            offset +
            amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rateHz + 0.3);
    return values;
}

double highest(const Spectrum& spectrum) {
    return *std::max_element(spectrum.amplitude.begin(), spectrum.amplitude.end());
}

struct Fed {
    Fed() : device(source.makeDevice(1)) {}
    [[nodiscard]] std::optional<UniformSamples> read(std::int64_t toNs) {
        device.flush();
        return readUniform({source.history(), {kStart, kStart + toNs}, kSecond}, {kDevice, 0},
                           problem);
    }
    ScriptedSource source;
    ScriptedDevice& device;
    SpacingProblem problem;
};

}  // namespace

class TestSpectrum : public QObject {
    Q_OBJECT

private slots:
    void aSineInTheMiddleOfABinHasItsAmplitude_data() { windows(); }
    void aSineInTheMiddleOfABinHasItsAmplitude() {
        QFETCH(int, window);

        const Spectrum spectrum =
            spectrumOf(sine(1000, 1000, 50, 3, 7), 1000, static_cast<FftWindow>(window));

        QVERIFY(std::abs(spectrum.amplitude[50] - 3) < 1e-6);
        QCOMPARE(spectrum.frequencyOf(50), 50.0);
    }

    void betweenTwoBinsItLosesNoMoreThanTheWindowAllows_data() { windows(); }
    void betweenTwoBinsItLosesNoMoreThanTheWindowAllows() {
        QFETCH(int, window);
        QFETCH(double, scalloping);

        const double amplitude =
            highest(spectrumOf(sine(1000, 1000, 50.5, 3), 1000, static_cast<FftWindow>(window)));

        const double lossDb = -20 * std::log10(amplitude / 3);
        QVERIFY2(lossDb <= scalloping + 0.02 && lossDb > scalloping - 0.2,
                 qPrintable(QString::number(lossDb)));
    }

    void theDensityAddsUpToThePowerOfASine_data() { windows(); }
    void theDensityAddsUpToThePowerOfASine() {
        QFETCH(int, window);

        const Spectrum spectrum =
            spectrumOf(sine(4096, 2000, 333.3, 2), 2000, static_cast<FftWindow>(window));

        double power = 0;
        for (const double density : spectrum.density)
            power += density * spectrum.stepHz;
        QVERIFY2(std::abs(power - 2) < 0.01, qPrintable(QString::number(power)));
    }

    void peaksAreFoundBetweenTheBins() {
        std::vector<double> values = sine(10'000, 1000, 50.04, 3);
        const std::vector<double> second = sine(10'000, 1000, 120, 0.5);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += second[i];

        const auto peaks = peaksOf(spectrumOf(values, 1000, FftWindow::Hann), FftWindow::Hann, 5);

        QVERIFY(peaks.size() >= 2);
        QVERIFY2(std::abs(peaks[0].hz - 50.04) < 0.005, qPrintable(QString::number(peaks[0].hz)));
        QVERIFY(std::abs(peaks[1].hz - 120) < 0.005);
        QVERIFY(std::abs(peaks[1].amplitude - 0.5) < 0.01);
    }

    void aPrimeNumberOfSamplesIsShortenedALittle() {
        const Spectrum spectrum =
            spectrumOf(sine(10'007, 1000, 50, 1), 1000, FftWindow::Rectangular);

        QVERIFY(spectrum.samples <= 10'007 && spectrum.samples >= 9'806);
    }

    void evenSamplesAreTakenAsTheyAre() {
        Fed fed;
        const std::vector<double> values = sine(500, 100, 5, 1);
        for (std::size_t i = 0; i < values.size(); ++i)
            fed.device.add(static_cast<std::int64_t>(i) * 10 * kMillisecond, values[i]);

        const auto uniform = fed.read(10 * kSecond);

        QVERIFY(uniform.has_value());
        QCOMPARE(uniform->spacing, Spacing::Even);
        QCOMPARE(uniform->rateHz, 100.0);
        QCOMPARE(uniform->values, values);
    }

    void samplesThatComeInBurstsAreTakenInTheirOrder() {
        Fed fed;
        const std::vector<double> values = sine(512, 1000, 50, 1);
        for (std::size_t i = 0; i < values.size(); ++i)
            fed.device.add(static_cast<std::int64_t>(i / 16) * 16 * kMillisecond, values[i]);

        const auto uniform = fed.read(10 * kSecond);

        QVERIFY(uniform.has_value());
        QCOMPARE(uniform->spacing, Spacing::Bursts);
        QCOMPARE(uniform->values, values);
    }

    void unevenSamplesAreInterpolatedAndKeepTheirLine() {
        Fed fed;
        std::int64_t ns = 0;
        for (std::int64_t i = 0; i < 2000; ++i) {
            ns += (6 + i * 7 % 9) * kMillisecond;
            fed.device.add(ns, std::sin(2 * std::numbers::pi * 3 * static_cast<double>(ns) / 1e9));
        }

        const auto uniform = fed.read(100 * kSecond);

        QVERIFY(uniform.has_value());
        QCOMPARE(uniform->spacing, Spacing::Interpolated);
        const auto peaks = peaksOf(spectrumOf(uniform->values, uniform->rateHz, FftWindow::FlatTop),
                                   FftWindow::FlatTop, 1);
        QVERIFY(!peaks.empty());
        QVERIFY2(std::abs(peaks[0].hz - 3) < 0.02, qPrintable(QString::number(peaks[0].hz)));
        QVERIFY2(std::abs(peaks[0].amplitude - 1) < 0.03,
                 qPrintable(QString::number(peaks[0].amplitude)));
    }

    void aGapIsRefusedAndNamed() {
        Fed fed;
        for (int i = 0; i < 200; ++i)
            fed.device.add(i * 10 * kMillisecond + (i >= 100 ? 400 * kMillisecond : 0), 1);

        QVERIFY(!fed.read(10 * kSecond).has_value());

        QCOMPARE(fed.problem.kind, SpacingProblem::Kind::Gap);
        QCOMPARE(fed.problem.silenceFromNs, kStart + 990 * kMillisecond);
        QCOMPARE(fed.problem.silenceToNs, kStart + 1400 * kMillisecond);
    }

    void aRecordedGapIsRefusedHoweverShort() {
        Fed fed;
        for (int i = 0; i < 100; ++i)
            fed.device.add(i * 10 * kMillisecond, 1);
        fed.device.gap(engine::ErrorCode::QueueFull, 500 * kMillisecond, 510 * kMillisecond, 3);

        QVERIFY(!fed.read(10 * kSecond).has_value());

        QVERIFY(fed.problem.gap.has_value());
        QCOMPARE(fed.problem.gap->reason, engine::ErrorCode::QueueFull);
    }

    void fewerThanSixteenSamplesAreRefused() {
        Fed fed;
        for (int i = 0; i < 15; ++i)
            fed.device.add(i * 10 * kMillisecond, i);

        QVERIFY(!fed.read(10 * kSecond).has_value());

        QCOMPARE(fed.problem.kind, SpacingProblem::Kind::TooFew);
        QCOMPARE(fed.problem.samples, std::uint64_t{15});
    }

    void ofTooManySamplesTheNewestAreTaken() {
        Fed fed;
        for (int i = 0; i < 1000; ++i)
            fed.device.add(i * kMillisecond, i);
        fed.device.flush();

        const auto uniform =
            readUniform({fed.source.history(), {kStart, kStart + 10 * kSecond}, kSecond},
                        {kDevice, 0}, fed.problem, 100);

        QVERIFY(uniform.has_value() && uniform->isCut);
        QCOMPARE(uniform->values.size(), std::size_t{100});
        QCOMPARE(uniform->values.front(), 900.0);
        QCOMPARE(uniform->values.back(), 999.0);
    }

private:
    static void windows() {
        QTest::addColumn<int>("window");
        QTest::addColumn<double>("scalloping");
        QTest::newRow("Hann") << static_cast<int>(FftWindow::Hann) << 1.42;
        QTest::newRow("Hamming") << static_cast<int>(FftWindow::Hamming) << 1.75;
        QTest::newRow("Blackman-Harris") << static_cast<int>(FftWindow::BlackmanHarris) << 0.83;
        QTest::newRow("flat top") << static_cast<int>(FftWindow::FlatTop) << 0.01;
        QTest::newRow("rectangular") << static_cast<int>(FftWindow::Rectangular) << 3.92;
    }
};

QTEST_GUILESS_MAIN(TestSpectrum)
#include "test_spectrum.moc"
