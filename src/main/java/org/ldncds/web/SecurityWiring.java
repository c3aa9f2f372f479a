package org.ldncds.web;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.ldncds.security.Endpoints;
import org.ldncds.security.TokenCheck;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Who may call what. CDS Hooks asks for a client's signed token in production; figures about cards
 * for a user; all else holds nothing about a patient. Sessions, cookies and forms to log in there
 * are none.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityWiring {

  /** For pages that say nothing stricter: our own files only, and no frame around them. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain services(
      HttpSecurity http,
      StartCheck start,
      TokenCheck tokens,
      Endpoints endpoints,
      Load load,
      FaultFilter faults,
      Unauthorized unauthorized) {
    common(http.securityMatcher("/cds-services/**"), start)
        .addFilterAfter(faults, CorsFilter.class);
    if (!start.production()) {
      return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }
    AuthenticationManagerResolver<HttpServletRequest> byEndpoint =
        request ->
            token ->
                Callers.trusted(
                    load.in(
                        () ->
                            tokens.check(
                                ((BearerTokenAuthenticationToken) token).getToken(),
                                endpoints.audiences(path(request)))));
    return http.oauth2ResourceServer(
            server ->
                server
                    .authenticationManagerResolver(byEndpoint)
                    .authenticationEntryPoint(unauthorized))
        .authorizeHttpRequests(
            calls ->
                calls.requestMatchers(HttpMethod.OPTIONS).permitAll().anyRequest().authenticated())
        .build();
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  @Bean
  @Order(2)
  SecurityFilterChain insights(HttpSecurity http, StartCheck start, InsightsProperties settings) {
    common(
        http.securityMatcher("/insights", "/insights.json", "/insights.csv", "/insights/**"),
        start);
    if (settings.users().isEmpty()) {
      return http.authorizeHttpRequests(
              pages -> {
                if (start.production()) {
                  pages.anyRequest().denyAll();
                } else {
                  pages.anyRequest().permitAll();
                }
              })
          .build();
    }
    return http.httpBasic(Customizer.withDefaults())
        .authorizeHttpRequests(pages -> pages.anyRequest().authenticated())
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain everythingElse(HttpSecurity http, StartCheck start) {
    return common(http, start).authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
  }

  /** Whether TLS ends here or at a proxy, production is reached by https only. */
  private static HttpSecurity common(HttpSecurity http, StartCheck start) {
    RequestMatcher https = start.production() ? AnyRequestMatcher.INSTANCE : request -> false;
    return http.csrf(csrf -> csrf.disable())
        .cors(Customizer.withDefaults())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(https))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
  }

  /** Names with a hash of a password, as {@code name:{bcrypt}...}. */
  @Bean
  UserDetailsService insightsUsers(InsightsProperties settings) {
    return new InMemoryUserDetailsManager(settings.userDetails());
  }

  /** A doubled slash is what EHRs send whose base address ends with one. */
  @Bean
  StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedDoubleSlash(true);
    // The pages name what is wrong with a parameter themselves.
    firewall.setAllowedParameterNames(name -> true);
    return firewall;
  }

  @Bean
  RequestRejectedHandler rejected(FaultFilter faults) {
    return (request, response, fault) -> faults.answer(request, response, fault);
  }

  /**
   * Browsers of named origins only, the service's own pages among them. Spring Security finds this
   * filter by its name and lets it answer before anybody has to prove who they are.
   */
  @Bean
  CorsFilter corsFilter(CdsProperties settings, FaultFilter faults) {
    CorsConfiguration allowed = new CorsConfiguration();
    List<String> origins = new ArrayList<>(settings.cors().allowedOrigins());
    origins.add(ClientSettings.origin(settings.publicUrl()));
    allowed.setAllowedOriginPatterns(origins);
    allowed.setAllowedMethods(List.of("GET", "POST"));
    allowed.setAllowedHeaders(List.of("authorization", "content-type"));
    UrlBasedCorsConfigurationSource byPath = new UrlBasedCorsConfigurationSource();
    byPath.registerCorsConfiguration("/cds-services/**", allowed);
    byPath.registerCorsConfiguration("/fhir/**", allowed);
    CorsFilter filter = new CorsFilter(byPath);
    filter.setCorsProcessor(faults.corsProcessor());
    return filter;
  }

  @Bean
  FilterRegistrationBean<CorsFilter> corsFilterInTheChainsOnly(CorsFilter filter) {
    return inTheChainsOnly(filter);
  }

  @Bean
  FilterRegistrationBean<FaultFilter> faultFilterInTheChainsOnly(FaultFilter filter) {
    return inTheChainsOnly(filter);
  }

  /** The container would run each filter it finds once more. */
  private static <T extends Filter> FilterRegistrationBean<T> inTheChainsOnly(T filter) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }
}
